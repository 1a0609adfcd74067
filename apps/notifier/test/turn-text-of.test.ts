import { expect, test } from '@jest/globals';
import { encodeText } from '../src/smpp/encode-text.ts';
import { turnTextOf } from '../src/templates/turn-text-of.ts';

type Message = Parameters<typeof turnTextOf>[0];

const message: Message = {
  id: '1',
  kind: 'turn',
  reference: '',
  language: 'ko',
  sealedContact: '',
  personKey: '',
  attempts: 1,
  lease: new Date(0),
  turn: { windowId: 'w-1', title: '1967–1968년생 예방접종 예약', number: 31_077 },
};

test('the turn in Korean', () => {
  expect(turnTextOf(message, '김영수', '1339')).toMatchInlineSnapshot(`
"[순번] 김영수 님의 차례입니다. 대기 번호 31,077
1967–1968년생 예방접종 예약
기다리시던 화면에서 예약하실 수 있습니다. 늦게 오셔도 번호는 그대로입니다.
신청하지 않으셨다면 1339로 전화하시기 바랍니다. 순번은 문자에 인터넷 주소를 넣지 않습니다."
`);
});

test('the turn in English', () => {
  expect(turnTextOf({ ...message, language: 'en' }, "SEAN O'BRIEN", '1339')).toMatchInlineSnapshot(`
"[Sunbeon] It is your turn, SEAN O'BRIEN. Your number: 31,077
1967–1968년생 예방접종 예약
Go back to the page you were waiting on to book. If you come later your number is still good.
If you did not ask for this, call 1339. Sunbeon never sends web addresses by text message."
`);
});

test('whatever staff and people are called, the text leads nowhere and fits into what carriers take', () => {
  for (const language of ['ko', 'en'] as const) {
    const turn = { ...message.turn, title: `${'가'.repeat(300)}\nhttp` };
    const text = turnTextOf({ ...message, language, turn }, '\u202E나'.repeat(200), '1339');
    expect(text.split('\n')).toHaveLength(4);
    expect(text).not.toMatch(/https?:|\u202E/);
    expect(() => encodeText(text, 'parts', 1)).not.toThrow();
  }
});
