import { expect, test } from '@jest/globals';
import { type CallerLine, callerTruthSchema } from '@sunbeon/core';
import { bookingSentences, consentSentence, lineSentences, messageSentence } from '../src/desk/sentences.ts';
import { leftText } from '../src/desk/use-seat.ts';

const NOW_MS = Date.parse('2027-03-08T11:03:00Z');

function aLine(given: Partial<CallerLine> = {}): CallerLine {
  return {
    windowId: 'w',
    title: '1967–1968년생',
    state: 'open',
    opensAt: '2027-03-08T11:00:00.000Z',
    closesAt: '2027-03-09T09:00:00.000Z',
    eligible: true,
    place: null,
    startedAnew: false,
    ...given,
  };
}

const place = { number: 31_077, ahead: 12_408, state: 'waiting', eta: null, seatUntil: null } as const;
const eta = { seconds: 840, low: 660, high: 1_080 };

test.each<[string, Partial<CallerLine>, string[]]>([
  [
    'waits',
    { place: { ...place, eta } },
    ['대기 번호는 31,077번이고, 앞에 12,408명이 있습니다.', '예상 시각은 20:14에서 20:21 사이입니다.'],
  ],
  [
    'waits while it is paused',
    { place, state: 'paused' },
    [
      '대기 번호는 31,077번이고, 앞에 12,408명이 있습니다.',
      '지금은 부르고 있지 않아 예상 시각을 말씀드릴 수 없습니다. 순서는 그대로 있습니다.',
      '지금은 잠시 멈추어 있습니다. 순서를 잃는 사람은 없습니다.',
    ],
  ],
  [
    'is inside',
    { place: { ...place, ahead: 0, state: 'admitted', seatUntil: '2027-03-08T11:13:00.000Z' } },
    ['대기 번호 31,077번, 지금 예약 화면에 들어가 있습니다. 20:13까지 예약할 수 있습니다.'],
  ],
  [
    'is in the lobby',
    { place: { ...place, number: null, ahead: 0, state: 'lobby' }, state: 'lobby' },
    ['추첨 대기 중입니다. 순서는 2027년 3월 8일 (월) 20:00에 추첨으로 정해집니다.'],
  ],
  ['is nowhere', {}, ['이 예약에는 대기 번호가 없습니다.', '지금 번호를 받을 수 있습니다.']],
  [
    'is nowhere before the opening',
    { state: 'scheduled' },
    ['이 예약에는 대기 번호가 없습니다.', '2027년 3월 8일 (월) 20:00에 열립니다.'],
  ],
  [
    'may have a number from before the line was lost',
    { startedAnew: true },
    [
      '이 예약에는 대기 번호가 없습니다.',
      '지금 번호를 받을 수 있습니다.',
      '번호를 받은 적이 있으시면 그때 쓰신 기기에서 대기 화면을 다시 열어 주십시오. 그 번호로 돌아갑니다.',
    ],
  ],
])('a caller who %s is told so', (_what, given, told) => {
  expect(lineSentences(aLine(given), 'ko', NOW_MS)).toEqual(told);
  expect(lineSentences(aLine(given), 'en', NOW_MS)).toHaveLength(told.length);
});

const slot = { siteName: '가병원', municipality: '종로구', startsAt: '2027-03-15T01:00:00.000Z', product: '백신' };
const { bookings, messages, consents } = callerTruthSchema.shape;
const [booking] = bookings.parse([
  {
    ...slot,
    id: '6f6d2c1e-5d0a-4c37-9a3f-5a3f0f6a2b11',
    slotId: '1',
    number: 'K7QM-3X9T-2PAD',
    windowId: 'w',
    state: 'displaced',
    bookedAt: '2027-03-08T11:05:00.000Z',
    offer: { slot: { ...slot, id: '2', siteName: '나병원' }, expiresAt: '2027-03-09T11:00:00.000Z' },
    message: 'sent',
    madeBy: 'self',
    consentId: null,
    version: 2,
  },
]);

test('a booking is told as it is: booked, cancelled, or displaced with what is kept instead', () => {
  if (booking === undefined) throw new TypeError('no booking');
  expect(bookingSentences(booking, 'ko').at(-1)).toBe(
    '대신 2027년 3월 15일 (월) 10:00, 나병원 (종로구) 자리를 2027년 3월 9일 (화) 20:00까지 잡아 두었습니다.',
  );
  const { offer: _offer, ...unoffered } = booking;
  expect(bookingSentences(unoffered, 'ko').at(-1)).toBe('지금 잡아 둔 다른 자리는 없습니다.');
  expect(bookingSentences({ ...unoffered, state: 'confirmed' }, 'en')).toEqual([
    'Booked: Mon, Mar 15, 2027, 10:00, 가병원 (종로구), 백신.',
  ]);
  expect(bookingSentences({ ...unoffered, state: 'cancelled' }, 'ko')[0]).toContain('취소된 예약입니다');
});

test('a text that was sent is not called arrived, and a consent names the other side by a mask', () => {
  const createdAt = '2027-03-08T11:05:00.000Z';
  const sent = { kind: 'confirmation', state: 'sent', bookingNumber: 'K7QM-3X9T-2PAD', createdAt, sentAt: createdAt };
  const [message] = messages.parse([sent]);
  expect(message && messageSentence(message, 'ko')).toBe(
    '예약 확정 문자 K7QM-3X9T-2PAD: 보냄, 도착은 아직 모름 (2027년 3월 8일 (월) 20:05)',
  );
  const [consent] = consents.parse([
    {
      id: '6f6d2c1e-5d0a-4c37-9a3f-5a3f0f6a2b11',
      reference: 'F7Q-2KD',
      role: 'beneficiary',
      state: 'given',
      relation: 'child',
      way: 'agent',
      scope: ['book'],
      expiresAt: '2027-09-04T00:00:00.000Z',
      endedAt: null,
      otherMaskedName: '김**',
    },
  ]);
  expect(consent && consentSentence(consent, 'ko')).toBe('김** 님이 대신합니다: 동의함, 2027년 9월 4일 (토)까지.');
});

test('what is left of a seat is told in minutes and seconds', () => {
  expect([600_000, 247_001, 59_000, 1, 0].map(leftText)).toEqual(['10:00', '4:08', '0:59', '0:01', '0:00']);
});
