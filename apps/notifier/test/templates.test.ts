import { expect, test } from '@jest/globals';
import { encodeText } from '../src/smpp/encode-text.ts';
import { textOf } from '../src/templates/text-of.ts';

type Message = Parameters<typeof textOf>[0];

function aMessage(overrides: Partial<Message> = {}, booking: Partial<Message['booking']> = {}): Message {
  return {
    id: '1',
    bookingId: '0198b6f0-0000-7000-8000-000000000000',
    kind: 'confirmation',
    version: 1,
    reference: '',
    language: 'ko',
    sealedContact: '',
    personKey: '',
    attempts: 1,
    lease: new Date(0),
    offer: null,
    ...overrides,
    booking: {
      number: 'K7QM-3X9T-2PAD',
      dose: null,
      slotId: '1',
      siteName: '강북삼성병원',
      municipality: '종로구',
      startsAt: '2021-08-16T00:30:00.000Z',
      product: '모더나',
      ...booking,
    },
  };
}

const kinds = ['confirmation', 'cancellation', 'move', 'displacement', 'offer'] as const;
const everyText = kinds.flatMap((kind) => (['ko', 'en'] as const).map((language) => ({ kind, language })));

const kept = {
  siteName: '서울적십자병원',
  municipality: '종로구',
  startsAt: '2021-08-16T01:00:00.000Z',
  product: '모더나',
  expiresAt: '2021-08-12T09:00:00.000Z',
};

/** The text as it goes out, from the number people know. */
function text(message: Message, name = '김영수'): string {
  return textOf(message, name, '1339');
}

test('the confirmation in Korean', () => {
  expect(text(aMessage())).toMatchInlineSnapshot(`
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
  expect(text(aMessage({ language: 'en' }), "SEAN O'BRIEN")).toMatchInlineSnapshot(`
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
  expect(text(aMessage({}, { startsAt }))).toContain(korean);
  expect(text(aMessage({ language: 'en' }, { startsAt }))).toContain(english);
});

test.each(everyText)('$kind in $language', ({ kind, language }) => {
  const offer = kind === 'offer' ? kept : null;
  expect(text(aMessage({ kind, language, offer }, { dose: kind === 'move' ? 2 : null }))).toMatchSnapshot();
});

test('where there are two doses the message says which one it is about', () => {
  expect(text(aMessage({}, { dose: 1 }))).toContain('백신: 모더나 1차\n');
  expect(text(aMessage({}, { dose: 2 }))).toContain('백신: 모더나 2차\n');
  expect(text(aMessage({ language: 'en', kind: 'cancellation' }, { dose: 2 }))).toContain('모더나, second dose\n');
});

test('an offer says what is held, until when, how to take it, and what was closed', () => {
  const korean = text(aMessage({ kind: 'offer', offer: kept }));
  expect(korean).toContain('2021년 8월 16일 월요일 오전 9시 30분, 강북삼성병원');
  expect(korean).toContain('일시: 2021년 8월 16일 월요일 오전 10시\n장소: 서울적십자병원(종로구)\n');
  expect(korean).toContain('2021년 8월 12일 목요일 오후 6시까지');
  expect(korean).toMatch(/'내 예약'에서, 또는 1339로 전화해/);
});

test.each(everyText)('no message holds a web address ($kind, $language)', ({ kind, language }) => {
  expect(text(aMessage({ kind, language, offer: kept }))).not.toMatch(/https?:|www\.|\.(kr|com|go)\b/i);
});

test.each(everyText)('what others wrote stays on its line ($kind, $language)', ({ kind, language }) => {
  const plain = text(aMessage({ kind, language, offer: kept }));
  const hostile = '가\r\n예약 번호: 0000\u0000\u202e\u2028\u0085\u200b';
  const place = { siteName: hostile, municipality: hostile, product: hostile };
  const message = aMessage({ kind, language, offer: { ...kept, ...place } }, place);
  const injected = text(message, hostile);
  expect(injected.split('\n')).toHaveLength(plain.split('\n').length);
  expect(injected).not.toMatch(/[^\n\P{C}]|[\u2028\u2029]/u);
});

test.each(everyText)('no name makes it longer than ten SMS ($kind, $language)', ({ kind, language }) => {
  for (const unit of ['가', '😀', 'e\u0301']) {
    const long = unit.repeat(500);
    const place = { siteName: long, municipality: long, product: long, startsAt: '2022-12-28T14:59:00Z' };
    const message = aMessage({ kind, language, offer: { ...kept, ...place } }, place);
    expect(encodeText(text(message, long), 'parts', 0).length).toBeLessThanOrEqual(10);
    expect(text(message, long)).not.toMatch(/\p{Cs}/u);
  }
});
