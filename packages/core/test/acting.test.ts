import { expect, test } from '@jest/globals';
import { type Changer, type ConsentFacts, mayChange } from '../src/index.ts';

const [mother, daughter, son, stranger] = ['mother', 'daughter', 'son', 'stranger'];
const givenAtMs = Date.parse('2021-07-01T00:00:00Z');
const expiresAtMs = Date.parse('2021-12-28T00:00:00Z');
const nowMs = Date.parse('2021-07-19T11:00:00Z');

const given: ConsentFacts = {
  delegateKey: daughter,
  beneficiaryKey: mother,
  state: 'given',
  scope: ['book', 'change'],
  expiresAtMs,
};
const citizen = (personKey: string, consent: Partial<ConsentFacts> | null = null): Changer => ({
  kind: 'citizen',
  personKey,
  consent: consent === null ? null : { ...given, ...consent },
});

/** Who may change a booking of the mother, whoever made it. */
test.each<[who: string, Changer, as: ReturnType<typeof mayChange>, atMs?: number]>([
  ['the person', citizen(mother), 'self'],
  ['the person, with a consent of no matter whom', citizen(mother, { state: 'withdrawn' }), 'self'],
  ['a delegate whose consent covers changes', citizen(daughter, {}), 'delegate'],
  ['… for changes alone', citizen(daughter, { scope: ['change'] }), 'delegate'],
  ['… for booking alone', citizen(daughter, { scope: ['book'] }), null],
  ['another delegate of the same parent', citizen(son, { delegateKey: son }), 'delegate'],
  ['another child without consent', citizen(son), null],
  ['another child who shows the first one’s', citizen(son, {}), null],
  ['a delegate without showing a consent', citizen(daughter), null],
  ['a delegate of somebody else', citizen(daughter, { beneficiaryKey: stranger }), null],
  ['a delegate who was not answered', citizen(daughter, { state: 'requested', beneficiaryKey: null }), null],
  ['… whose request was refused', citizen(daughter, { state: 'refused' }), null],
  ['… whose consent was withdrawn', citizen(daughter, { state: 'withdrawn' }), null],
  ['… whose consent has lapsed', citizen(daughter, { state: 'lapsed' }), null],
  ['… at the last moment of it', citizen(daughter, {}), 'delegate', expiresAtMs - 1],
  ['… when it is over, and nobody has noted that yet', citizen(daughter, {}), null, expiresAtMs],
  ['the parent, acting the other way round', citizen(mother, { beneficiaryKey: daughter }), 'self', givenAtMs],
  ['a stranger', citizen(stranger), null],
  ['a stranger who shows the daughter’s consent', citizen(stranger, {}), null],
  ['an agent', { kind: 'agent' }, 'agent'],
  ['other staff', { kind: 'staff' }, 'staff'],
])('%s', (_who, changer, as, atMs = nowMs) => {
  expect(mayChange(mother, changer, atMs)).toBe(as);
});
