import { expect, test } from '@jest/globals';
import { textOf } from '../src/templates/text-of.ts';

type Message = Parameters<typeof textOf>[0];

function aMessage(overrides: Partial<Message> = {}, booking: Partial<Message['booking']> = {}): Message {
  return {
    id: '1',
    bookingId: '0198b6f0-0000-7000-8000-000000000000',
    kind: 'confirmation',
    version: 1,
    language: 'ko',
    sealedContact: '',
    personKey: '',
    attempts: 1,
    ...overrides,
    booking: {
      number: 'K7QM-3X9T-2PAD',
      slotId: '1',
      siteName: '강북삼성병원',
      municipality: '종로구',
      startsAt: '2021-08-16T00:30:00.000Z',
      product: '모더나',
      ...booking,
    },
  };
}

test('the confirmation in Korean', () => {
  expect(textOf(aMessage(), '김영수')).toMatchInlineSnapshot(`
"[순번] 예방접종 예약이 확정되었습니다.
예약 번호: K7QM-3X9T-2PAD
성함: 김영수
일시: 2021년 8월 16일 월요일 오전 9시 30분
장소: 강북삼성병원(종로구)
백신: 모더나
신분증을 가지고 오시기 바랍니다. 순번은 문자에 인터넷 주소를 넣지 않습니다."
`);
});

test('the confirmation in English', () => {
  expect(textOf(aMessage({ language: 'en' }), "SEAN O'BRIEN")).toMatchInlineSnapshot(`
"[Sunbeon] Your vaccination is booked.
Booking number: K7QM-3X9T-2PAD
Name: SEAN O'BRIEN
When: Monday 16 August 2021, 9:30 AM (Korean time)
Where: 강북삼성병원 (종로구)
Vaccine: 모더나
Please bring an identity card. Sunbeon never sends web addresses by text message."
`);
});

test.each([
  ['2021-08-16T03:00:00Z', '2021년 8월 16일 월요일 오후 12시\n', 'Monday 16 August 2021, 12:00 PM'],
  ['2021-08-15T15:00:00Z', '2021년 8월 16일 월요일 오전 12시\n', 'Monday 16 August 2021, 12:00 AM'],
  ['2021-08-15T14:59:00Z', '2021년 8월 15일 일요일 오후 11시 59분\n', 'Sunday 15 August 2021, 11:59 PM'],
  ['2024-02-29T08:05:00Z', '2024년 2월 29일 목요일 오후 5시 5분\n', 'Thursday 29 February 2024, 5:05 PM'],
])('%s reads in Seoul time with its weekday', (startsAt, korean, english) => {
  expect(textOf(aMessage({}, { startsAt }), '김영수')).toContain(korean);
  expect(textOf(aMessage({ language: 'en' }, { startsAt }), '김영수')).toContain(english);
});

test.each(['ko', 'en'] as const)('no message holds a web address (%s)', (language) => {
  expect(textOf(aMessage({ language }), '김영수')).not.toMatch(/https?:|www\.|\.(kr|com|go)\b/i);
});

test('a name cannot begin a line of its own, nor turn the text around', () => {
  const text = textOf(aMessage(), '김\n예약 번호: 0000\u202e');
  expect(text).toContain('성함: 김 예약 번호: 0000\n');
  expect(text.split('\n')).toHaveLength(7);
});
