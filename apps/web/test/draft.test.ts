import { expect, test } from '@jest/globals';
import { type BookingDraftView, bookingDraftSchema } from '@sunbeon/core';
import {
  atGateOf,
  type Choice,
  changeDraft,
  type Draft,
  emptyDraft,
  furthestStep,
  isDraft,
  isUntold,
  stepOf,
} from '../src/booking/draft.ts';

const slot = (id: string): Choice => ({
  id,
  siteId: 's-1',
  siteName: '강북삼성병원',
  municipality: '종로구',
  startsAt: '2021-08-16T00:00:00Z',
  product: 'p',
});
const ids = (draft: Draft) => draft.choices.map(({ id }) => id);
const withChoices = (...slotIds: string[]): Draft => ({
  ...emptyDraft,
  district: { code: '11010', name: '종로구' },
  choices: slotIds.map(slot),
});

test('choices are ranked in the order they are made, three at most', () => {
  const draft = ['1', '2', '3', '4'].reduce(
    (before, id) => changeDraft(before, { type: 'toggle', slot: slot(id) }),
    emptyDraft,
  );
  expect(ids(draft)).toEqual(['1', '2', '3']);
});

test('choosing again takes away, and the later ones move up', () => {
  expect(ids(changeDraft(withChoices('1', '2', '3'), { type: 'toggle', slot: slot('1') }))).toEqual(['2', '3']);
});

test.each([
  ['3', 'up', ['1', '3', '2']],
  ['1', 'up', ['1', '2', '3']],
  ['1', 'down', ['2', '1', '3']],
  ['3', 'down', ['1', '2', '3']],
  ['9', 'up', ['1', '2', '3']],
] as const)('choice %s moved %s', (slotId, by, order) => {
  expect(ids(changeDraft(withChoices('1', '2', '3'), { type: 'prefer', slotId, by }))).toEqual(order);
});

test('another district keeps what was chosen', () => {
  expect(ids(changeDraft(withChoices('1'), { type: 'district', code: '21010', name: '중구' }))).toEqual(['1']);
});

test.each([
  ['', emptyDraft, 'district'],
  ['#review', emptyDraft, 'district'],
  ['#times', emptyDraft, 'district'],
  ['#times', withChoices(), 'times'],
  ['#review', withChoices(), 'times'],
  ['#review', withChoices('1'), 'review'],
  ['#district', withChoices('1'), 'district'],
  ['#times', changeDraft(withChoices('1'), { type: 'submit', key: 'k', slots: ['1'] }), 'outcome'],
] as const)('address "%s" shows the step the draft allows', (hash, draft, step) => {
  expect(stepOf(hash, draft)).toBe(step);
});

test('what is kept in the tab is only taken if it is a draft', () => {
  expect(isDraft(JSON.parse(JSON.stringify(withChoices('1'))))).toBe(true);
  for (const other of [
    null,
    'x',
    [],
    {},
    { district: null, choices: 'x', submission: null },
    { ...emptyDraft, choices: ['1'] },
  ]) {
    expect(isDraft(other)).toBe(false);
  }
});

const KEY = '0123456789abcdef0123456789abcdef';
const heard = (view: Partial<BookingDraftView>): BookingDraftView => ({
  savedAt: '2021-07-19T11:00:00.000Z',
  district: { code: '11010', name: '종로구' },
  choices: [],
  request: null,
  ...view,
});

test('the gate is told ids only, and of every change until it has taken it', () => {
  const draft = changeDraft(withChoices('1', '2'), { type: 'submit', key: KEY, slots: ['1', '2'] });
  expect(isUntold(draft)).toBe(true);
  const said: unknown = JSON.parse(atGateOf(draft));
  expect(bookingDraftSchema.parse(said)).toEqual({
    district: '11010',
    choices: [
      { slot: '1', site: 's-1' },
      { slot: '2', site: 's-1' },
    ],
    request: { key: KEY, slots: ['1', '2'], requestId: null },
  });
  const told = changeDraft(draft, { type: 'told', atGate: atGateOf(draft) });
  expect(isUntold(told)).toBe(false);
  expect(isUntold(changeDraft(told, { type: 'toggle', slot: slot('2') }))).toBe(true);
  expect(isUntold(emptyDraft)).toBe(false);
});

test('another device goes on where this one was: its choices, their order, and the request with its key', () => {
  const requestId = 'r-0123456789abcdefghijkl';
  const request = { key: KEY, slots: ['2'], requestId };
  const there = changeDraft(emptyDraft, { type: 'heard', view: heard({ choices: [slot('2'), slot('1')], request }) });
  expect([ids(there), isUntold(there), stepOf('', there)]).toEqual([['2', '1'], false, 'outcome']);
  expect(there.submission).toEqual({ phase: 'received', key: KEY, slots: ['2'], requestId, tries: 0 });
  const unsent = changeDraft(emptyDraft, { type: 'heard', view: heard({ request: { ...request, requestId: null } }) });
  expect(unsent.submission).toMatchObject({ phase: 'sending', key: KEY });
});

test('a device that knows the outcome of the request keeps it; one whose request was given up elsewhere chooses again', () => {
  const sent = changeDraft(withChoices('1'), { type: 'submit', key: KEY, slots: ['1'] });
  const rejected = { phase: 'rejected', code: 'slot-full', alternatives: [] } as const;
  const known = changeDraft(sent, { type: 'advance', submission: rejected });
  const request = { key: KEY, slots: ['1'], requestId: null };
  expect(changeDraft(known, { type: 'heard', view: heard({ request }) }).submission).toBe(known.submission);
  expect(changeDraft(known, { type: 'heard', view: heard({}) }).submission).toBeNull();
});

test('where the gate has forgotten, what this tab knows is told again', () => {
  const told = changeDraft(withChoices('1'), { type: 'told', atGate: atGateOf(withChoices('1')) });
  const after = changeDraft(told, { type: 'heard', view: heard({ savedAt: null, district: null }) });
  expect([ids(after), isUntold(after)]).toEqual([['1'], true]);
});

test('a refused request is nothing another device could take up', () => {
  const sent = changeDraft(withChoices('1'), { type: 'submit', key: KEY, slots: ['1'] });
  const refused = { phase: 'refused', code: 'pass-invalid', title: '', detail: '', wasReceived: false } as const;
  expect(changeDraft(sent, { type: 'advance', submission: refused }).request).toBeNull();
});

test('as far as one has come', () => {
  expect([emptyDraft, withChoices(), withChoices('1')].map(furthestStep)).toEqual(['district', 'times', 'review']);
});
