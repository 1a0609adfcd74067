import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Lever, type LeverEffect, type LeverFacts, leverEffect } from '../src/index.ts';

const NOW_MS = Date.parse('2026-07-19T11:30:00.000Z');

/** A line at work: 500 seats, all of them taken, which hold it up. */
const atWork: LeverFacts = {
  state: 'open',
  opensAt: '2026-07-19T11:00:00.000Z',
  closesAt: '2026-07-19T15:00:00.000Z',
  lobbyOpensAt: null,
  waiting: 12_408,
  inLobby: 0,
  active: 500,
  agentsActive: 6,
  remaining: 41_200,
  rate: { perSecond: 10, deviation: 0, headStart: 0, mostPerSecond: 250 },
  maxActive: 500,
  agentSeats: 20,
  maxPerSecond: 200,
};

const notice = { ko: '잠시 기다려 주십시오.', en: 'Please wait.' };

const table: [name: string, Lever, Partial<LeverFacts>, LeverEffect][] = [
  ['pause', { kind: 'pause' }, {}, { kind: 'pause', waiting: 12_408, active: 500 }],
  ['pause of a paused one', { kind: 'pause' }, { state: 'paused' }, { kind: 'nothing', why: 'in-force' }],
  ['pause of a closed one', { kind: 'pause' }, { state: 'closed' }, { kind: 'nothing', why: 'closed' }],
  [
    'pause while nobody knows',
    { kind: 'pause' },
    { waiting: null, active: null },
    { kind: 'pause', waiting: null, active: null },
  ],
  ['resume', { kind: 'resume' }, { state: 'paused', rate: null }, { kind: 'resume', waiting: 12_408, through: null }],
  ['resume of an open one', { kind: 'resume' }, {}, { kind: 'nothing', why: 'in-force' }],
  ['close', { kind: 'close' }, {}, { kind: 'close', waiting: 12_408, inLobby: 0, active: 500, remaining: 41_200 }],
  ['close again', { kind: 'close' }, { state: 'closed' }, { kind: 'nothing', why: 'closed' }],
  ['the same pace', { kind: 'pace', maxActive: 500 }, {}, { kind: 'nothing', why: 'in-force' }],
  [
    "agents' seats",
    { kind: 'agent-seats', agentSeats: 4 },
    {},
    { kind: 'agent-seats', before: 20, after: 4, share: 4 / 504, over: 2 },
  ],
  ["as many agents' seats", { kind: 'agent-seats', agentSeats: 20 }, {}, { kind: 'nothing', why: 'in-force' }],
  ['a notice', { kind: 'notice', notice }, {}, { kind: 'notice', readers: 12_908, replaces: false, takesDown: false }],
  [
    'another notice',
    { kind: 'notice', notice: { ...notice, en: 'Wait.' } },
    { notice },
    { kind: 'notice', readers: 12_908, replaces: true, takesDown: false },
  ],
  ['the same notice', { kind: 'notice', notice }, { notice }, { kind: 'nothing', why: 'in-force' }],
  [
    'no notice',
    { kind: 'notice', notice: null },
    { notice },
    { kind: 'notice', readers: 12_908, replaces: false, takesDown: true },
  ],
  ['no notice where there is none', { kind: 'notice', notice: null }, {}, { kind: 'nothing', why: 'in-force' }],
  [
    'a notice after the close',
    { kind: 'notice', notice },
    { state: 'closed', waiting: null, inLobby: null },
    { kind: 'notice', readers: null, replaces: false, takesDown: false },
  ],
  [
    'a move while it is open',
    { kind: 'move', opensAt: '2026-07-19T13:00:00.000Z' },
    {},
    {
      kind: 'move',
      from: '2026-07-19T11:00:00.000Z',
      to: '2026-07-19T13:00:00.000Z',
      waiting: 12_408,
      inLobby: 0,
      active: 500,
      shuts: true,
      takesTwo: true,
    },
  ],
  [
    'a move days ahead',
    { kind: 'move', opensAt: '2026-07-22T11:00:00Z' },
    {
      state: 'lobby',
      opensAt: '2026-07-21T11:00:00Z',
      closesAt: '2026-07-22T15:00:00Z',
      waiting: 0,
      inLobby: 90,
      active: 0,
    },
    {
      kind: 'move',
      from: '2026-07-21T11:00:00Z',
      to: '2026-07-22T11:00:00.000Z',
      waiting: 0,
      inLobby: 90,
      active: 0,
      shuts: false,
      takesTwo: false,
    },
  ],
  [
    'a move to where it is',
    { kind: 'move', opensAt: '2026-07-19T11:00:00Z' },
    {},
    { kind: 'nothing', why: 'in-force' },
  ],
  [
    'a move past the end',
    { kind: 'move', opensAt: '2026-07-19T15:00:00Z' },
    {},
    { kind: 'nothing', why: 'after-closing' },
  ],
  [
    'a move before the lobby',
    { kind: 'move', opensAt: '2026-07-19T10:00:00Z' },
    { lobbyOpensAt: '2026-07-19T10:00:00Z' },
    { kind: 'nothing', why: 'before-lobby' },
  ],
];

test.each(table)('%s', (_name, lever, facts, effect) => {
  expect(leverEffect(lever, { ...atWork, ...facts }, NOW_MS)).toEqual(effect);
});

function secondsThrough(pace: { maxActive?: number; maxPerSecond?: number }, facts: Partial<LeverFacts> = {}) {
  const effect = leverEffect({ kind: 'pace', ...pace }, { ...atWork, ...facts }, NOW_MS);
  if (effect.kind !== 'pace') throw new TypeError(`no pace but ${effect.kind}`);
  return [effect.before.through?.seconds ?? null, effect.after.through?.seconds ?? null];
}

test('where the seats hold the line up, twice the seats halve it, and calling faster changes nothing', () => {
  expect(secondsThrough({ maxActive: 1_000 })).toEqual([1_241, 596]);
  expect(secondsThrough({ maxPerSecond: 400 })).toEqual([1_241, 1_241]);
});

test('where what is let in per second holds it up, that halves it, and seats change nothing', () => {
  const rate = { perSecond: 250, deviation: 0, headStart: 0, mostPerSecond: 250 };
  expect(secondsThrough({ maxPerSecond: 400 }, { rate, active: 100 })).toEqual([50, 25]);
  expect(secondsThrough({ maxActive: 1_000 }, { rate, active: 100 })).toEqual([50, 50]);
  expect(secondsThrough({ maxActive: 50 }, { rate, active: 100 })).toEqual([50, 100]);
});

test('fewer seats than are taken: so many are over, and nothing is foretold while nothing is called', () => {
  const facts = { ...atWork, rate: null };
  expect(leverEffect({ kind: 'pace', maxActive: 470 }, facts, NOW_MS)).toEqual({
    kind: 'pace',
    waiting: 12_408,
    before: { maxActive: 500, maxPerSecond: 200, through: null },
    after: { maxActive: 470, maxPerSecond: 200, through: null },
    over: 30,
  });
});

test('more seats and a faster pace never make the line longer', () => {
  const facts = fc.record({ waiting: fc.nat(1_000_000), active: fc.nat(500) });
  const perSecond = fc.record({
    perSecond: fc.double({ min: 0.1, max: 250, noNaN: true }),
    headStart: fc.integer({ min: -50, max: 500 }),
  });
  fc.assert(
    fc.property(
      facts,
      perSecond,
      fc.integer({ min: 500, max: 5_000 }),
      fc.integer({ min: 200, max: 2_000 }),
      (known, rate, maxActive, maxPerSecond) => {
        fc.pre(maxActive > 500 || maxPerSecond > 200);
        const measured = { ...rate, deviation: 0, mostPerSecond: 250 };
        const [before = null, after = null] = secondsThrough({ maxActive, maxPerSecond }, { ...known, rate: measured });
        expect(after ?? 0).toBeLessThanOrEqual(before ?? 0);
      },
    ),
  );
});
