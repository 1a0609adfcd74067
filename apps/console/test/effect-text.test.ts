import { expect, test } from '@jest/globals';
import type { LeverEffect } from '@sunbeon/core';
import { effectText } from '../src/night/effect-text.ts';

const through = (seconds: number) => ({ seconds, low: seconds, high: seconds });

const table: [name: string, LeverEffect, ko: string, en: string][] = [
  [
    'pause',
    { kind: 'pause', waiting: 12_408, active: 480 },
    '12,408명이 기다립니다. 부르기만 멈춥니다. 아무도 순서를 잃지 않습니다. 들어와 있는 480명은 예약을 마칠 수 있습니다.',
    '12,408 wait. Only the calling stops; nobody loses a place. 480 are inside and can finish booking.',
  ],
  [
    'pause while nobody knows how many wait',
    { kind: 'pause', waiting: null, active: null },
    '몇 명이 기다리는지 지금은 알 수 없습니다. 부르기만 멈춥니다. 아무도 순서를 잃지 않습니다.',
    'How many wait is not known now. Only the calling stops; nobody loses a place.',
  ],
  [
    'resume',
    { kind: 'resume', waiting: 7, through: through(600) },
    '7명이 기다립니다. 멈춘 자리부터 다시 부릅니다. 모두 불리기까지 약 10분입니다.',
    '7 wait. Calling goes on where it stopped. Until all of them are called: about 10 min.',
  ],
  [
    'close',
    { kind: 'close', waiting: 12_408, inLobby: 0, active: 480, remaining: 41_200 },
    '12,408명이 기다리다가 예약하지 못하게 됩니다. 들어와 있는 480명도 더는 예약할 수 없습니다. 41,200회분이 남습니다. 되돌릴 수 없습니다.',
    '12,408 wait and get nothing. 480 are inside and can no longer book. 41,200 doses are left. There is no way back.',
  ],
  [
    'close of a lobby',
    { kind: 'close', waiting: 0, inLobby: 90, active: 0, remaining: null },
    '0명이 기다리다가 예약하지 못하게 됩니다. 대기실의 90명은 번호를 받지 못합니다. 되돌릴 수 없습니다.',
    '0 wait and get nothing. 90 in the lobby get no number. There is no way back.',
  ],
  [
    'pace',
    {
      kind: 'pace',
      waiting: 12_408,
      before: { maxActive: 500, maxPerSecond: 200, through: through(1_241) },
      after: { maxActive: 470, maxPerSecond: 100, through: through(4_800) },
      over: 30,
    },
    '동시에 500 → 470명, 1초에 200 → 100명까지 들어옵니다. 12,408명이 기다립니다. 기다리는 사람이 모두 불리기까지 약 21분 → 약 1시간 20분. 지금 30명이 새 한도보다 많이 들어와 있습니다. 아무도 내보내지 않으며, 예약을 마치는 대로 줄어듭니다.',
    '500 → 470 people at a time, at most 200 → 100 a second. 12,408 wait. Until all who wait are called: about 21 min → about 1 h 20 min. 30 more are inside than the new limit. Nobody is sent out; their number falls as they finish.',
  ],
  [
    'pace while nothing is called',
    {
      kind: 'pace',
      waiting: 0,
      before: { maxActive: 500, maxPerSecond: 200, through: null },
      after: { maxActive: 600, maxPerSecond: 200, through: null },
      over: 0,
    },
    '동시에 500 → 600명, 1초에 200 → 200명까지 들어옵니다. 0명이 기다립니다. 모두 불리기까지 걸리는 시간은 부르는 동안에만 알 수 있습니다.',
    '500 → 600 people at a time, at most 200 → 200 a second. 0 wait. How long until all are called is known only while numbers are called.',
  ],
  [
    "agents' seats",
    { kind: 'agent-seats', before: 20, after: 40, share: 40 / 540, over: 0 },
    '상담원 자리 20 → 40석, 전체 자리의 7%입니다. 일반 자리는 그대로입니다.',
    "Agents' seats 20 → 40, 7% of all seats. The public's seats stay as they are.",
  ],
  [
    'a move of an open window',
    {
      kind: 'move',
      from: '2026-07-19T11:00:00.000Z',
      to: '2026-07-19T13:00:00.000Z',
      waiting: 12_408,
      inLobby: 0,
      active: 480,
      shuts: true,
      takesTwo: true,
    },
    '예약 시작이 2026년 7월 19일 (일) 20:00에서 2026년 7월 19일 (일) 22:00(으)로 바뀌고, 바로 모든 화면에 새 시각이 나옵니다. 지금 열려 있는 문이 그때까지 닫힙니다. 기다리는 12,408명의 번호는 그대로입니다. 들어와 있는 480명도 새 시각 전에는 예약할 수 없습니다. 다른 직원이 승인해야 실행됩니다.',
    'The opening moves from Sun, Jul 19, 2026, 20:00 to Sun, Jul 19, 2026, 22:00; every page says the new time at once. The door that is open now is shut until then. The 12,408 who wait keep their numbers. The 480 who are inside cannot book before the new time either. Somebody else has to approve it first.',
  ],
  [
    'a notice',
    { kind: 'notice', readers: 12_888, replaces: true, takesDown: false },
    '기다리거나 예약하고 있는 12,888명의 화면에 몇 초 안에 나타납니다. 지금 올라 있는 알림을 대신합니다.',
    'It appears within seconds on the pages of 12,888 who wait or book. It takes the place of the notice that is up.',
  ],
  [
    'no notice',
    { kind: 'notice', readers: null, replaces: false, takesDown: true },
    '지금 올라 있는 알림이 모든 화면에서 사라집니다.',
    'The notice that is up disappears from every page.',
  ],
  [
    'nothing',
    { kind: 'nothing', why: 'in-force' },
    '지금 그대로입니다. 바뀌는 것이 없습니다.',
    'It is so already. Nothing changes.',
  ],
];

test.each(table)('%s is told before it is pulled', (_name, effect, ko, en) => {
  expect(effectText(effect, 'ko').join(' ')).toBe(ko);
  expect(effectText(effect, 'en').join(' ')).toBe(en);
});
