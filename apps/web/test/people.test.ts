import { expect, test } from '@jest/globals';
import type { ConsentView, MyConsents } from '@sunbeon/core';
import { madeByText } from '../src/me/made-by.ts';
import { peopleBy, themself } from '../src/me/people.ts';

const consent = (id: string, given: Partial<ConsentView> = {}): ConsentView => ({
  id,
  reference: 'F7Q-2KD',
  role: 'delegate',
  state: 'given',
  relation: 'child',
  way: 'code',
  scope: ['book', 'change'],
  otherName: '오현숙',
  otherBirthDate: '1967-03-09',
  askedAt: '2021-07-19T10:00:00.000Z',
  givenAt: '2021-07-19T10:05:00.000Z',
  expiresAt: '2022-01-15T10:05:00.000Z',
  endedAt: null,
  endedBy: null,
  code: null,
  ...given,
});
const consents = (asDelegate: ConsentView[], asBeneficiary: ConsentView[] = []): MyConsents => ({
  asDelegate,
  asBeneficiary,
});

test('the visitor comes first, then whoever has consented, and nobody whose consent is not in force', () => {
  const all = consents([
    consent('c-1'),
    consent('c-2', { scope: ['book'], otherName: '신영호' }),
    consent('c-3', { state: 'requested' }),
    consent('c-4', { state: 'withdrawn' }),
  ]);
  const people = peopleBy(all, [themself]);
  expect(people.map(({ consentId, name, mayChange }) => [consentId, name, mayChange])).toEqual([
    [null, '', true],
    ['c-1', '오현숙', true],
    ['c-2', '신영호', false],
  ]);
  const known = peopleBy(
    all,
    people.map((person) => ({ ...person, bookings: [] })),
  );
  expect(known.every(({ bookings }) => bookings?.length === 0)).toBe(true);
});

test.each([
  ['self', null, true, '직접 예약'],
  ['self', null, false, '본인이 예약'],
  ['agent', null, true, '전화 상담원이 예약'],
  ['delegate', 'mine', false, '내가 대신 예약'],
  ['delegate', 'theirs', true, '신지훈 님이 대신 예약'],
  ['delegate', 'unknown', false, '다른 가족이 대신 예약'],
] as const)('made by %s (consent %s)', (madeBy, consentId, isOwn, text) => {
  const known = consents([consent('mine')], [consent('theirs', { role: 'beneficiary', otherName: '신지훈' })]);
  expect(madeByText({ madeBy, consentId }, isOwn, known, 'ko')).toBe(text);
});
