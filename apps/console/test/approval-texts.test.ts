import { expect, test } from '@jest/globals';
import { approvalViewSchema } from '@sunbeon/core';
import { effectText, outcomeText } from '../src/approvals/effect-text.ts';

const common = {
  id: '3b1f9d55-0b6c-4b53-93df-08b5f6a6ce63',
  reason: '까닭',
  state: 'awaiting',
  askedBy: 'operator-1',
  askedAt: '2026-07-19T10:30:00.000Z',
  expiresAt: '2026-07-19T11:30:00.000Z',
  decidedBy: null,
  decidedAt: null,
  outcome: null,
};
const aMove = (effect: object = {}) => ({
  ...common,
  action: 'window.move',
  subject: 'w-1',
  body: { opensAt: '2026-07-19T12:00:00Z' },
  effect: {
    title: '67년생',
    from: '2026-07-19T11:00:00.000Z',
    to: '2026-07-19T12:00:00.000Z',
    issued: 12_408,
    ...effect,
  },
});
const aClosing = (body: object = {}, bookings = 50) => ({
  ...common,
  action: 'site.close',
  subject: 'h001',
  body: { reason: '휴진', ...body },
  effect: { siteName: '종로의원', slots: 12, bookings },
});
const anExport = (window: string | null) => ({
  ...common,
  action: 'people.export',
  subject: window ?? 'everybody',
  body: { window },
  effect: { people: 31_077 },
});

test.each([
  [
    aMove(),
    [
      '‘67년생’ 예약 창이 열리는 때를 2026년 7월 19일 (일) 20:00에서 2026년 7월 19일 (일) 21:00(으)로 옮깁니다.',
      '지금까지 번호를 받은 사람은 12,408명이며, 번호는 그대로입니다.',
    ],
  ],
  [aMove({ issued: 0 }), [expect.any(String), '아직 번호를 받은 사람이 없습니다.']],
  [aMove({ issued: null }), [expect.any(String)]],
  [
    aClosing(),
    [
      expect.stringContaining('종로의원의 남은 예약 시간 12개'),
      expect.stringContaining('예약한 50명은 취소되지 않습니다'),
    ],
  ],
  [aClosing({ window: 'w-1' }, 0), [expect.stringContaining('예약 창 w-1')]],
  [anExport('w-1'), [expect.stringContaining('31,077명'), expect.stringContaining('한 시간 안에')]],
  [anExport(null), [expect.stringContaining('모두의 이름'), expect.any(String)]],
])('what a request will do is said in words: %#', (written, sentences) => {
  const approval = approvalViewSchema.parse(written);
  expect(effectText(approval, 'ko')).toEqual(sentences);
  expect(effectText(approval, 'en')).toHaveLength(sentences.length);
});

test.each([
  [aMove(), null],
  [
    { ...aMove(), state: 'failed', outcome: { code: 'window-conflict' } },
    expect.stringContaining('아무것도 바뀌지 않았습니다'),
  ],
  [
    { ...aMove(), state: 'done', outcome: { opensAt: '2026-07-19T12:00:00.000Z', version: 2 } },
    expect.stringContaining('21:00에 열립니다'),
  ],
  [
    { ...aClosing(), state: 'done', outcome: { slots: 12, displaced: 50, offered: 48 } },
    expect.stringContaining('48명에게'),
  ],
  [{ ...aClosing(), state: 'done', outcome: { slots: 12 } }, expect.stringContaining('12개를 닫았습니다')],
  [{ ...anExport(null), state: 'done', outcome: { rows: 3 } }, null],
])('what came of a request is said in words: %#', (written, words) => {
  expect(outcomeText(approvalViewSchema.parse(written), 'ko')).toEqual(words);
});
