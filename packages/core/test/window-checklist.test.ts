import { expect, test } from '@jest/globals';
import { checklistCodes, checkWindow, civilDateOf, type ReadinessFacts } from '../src/index.ts';

const NOW_MS = Date.parse('2026-11-23T09:00:00Z');
const HOUR_MS = 3_600_000;

const GOOD: ReadinessFacts = {
  nowMs: NOW_MS,
  window: {
    id: 'flu',
    policy: 'fifo',
    opensAtMs: NOW_MS + HOUR_MS,
    lobbyOpensAtMs: null,
    requiresRoll: false,
    expectedPeople: 1_000,
    secondDoseAfterDays: null,
    agentSeats: 20,
  },
  slots: { slots: 100, sites: 10, doses: 1_000, tooEarly: 0 },
  roll: { people: 0, isComplete: false },
  carrier: { light: 'green', oldestDueSeconds: null },
  coverage: { overlaps: [], gaps: [] },
};
const BORN = civilDateOf('1967-01-01');
const { window: WINDOW, slots: SLOTS } = GOOD;
const BIRTH_DAYS = { campaignId: 'flu', birthFrom: BORN, birthTo: BORN, lastDigits: null };

test('a window that lacks nothing has every item of the list, and each is in order', () => {
  const items = checkWindow(GOOD);
  expect(items.map(({ code }) => code)).toEqual(checklistCodes);
  expect(items.filter(({ state }) => state !== 'ok')).toEqual([]);
});

test.each<[string, string, Partial<ReadinessFacts>]>([
  ['an opening that has passed', 'opens-ahead: missing', { window: { ...WINDOW, opensAtMs: NOW_MS } }],
  ['slots that begin before the opening', 'slots: warning', { slots: { ...SLOTS, tooEarly: 1 } }],
  ['fewer doses than people', 'capacity: warning', { slots: { ...SLOTS, doses: 999 } }],
  ['two doses for each', 'capacity: warning', { window: { ...WINDOW, secondDoseAfterDays: 21 } }],
  ['nobody who said how many come', 'capacity: warning', { window: { ...WINDOW, expectedPeople: null } }],
  ['a roll that is required and empty', 'roll: missing', { window: { ...WINDOW, requiresRoll: true } }],
  [
    'a roll that is still being read',
    'roll: warning',
    { window: { ...WINDOW, requiresRoll: true }, roll: { people: 5, isComplete: false } },
  ],
  ['a carrier that is slow', 'carrier: warning', { carrier: { light: 'amber', oldestDueSeconds: 90 } }],
  ['a carrier nobody knows of', 'carrier: warning', { carrier: { light: null, oldestDueSeconds: null } }],
  [
    'people who could book elsewhere meanwhile',
    'overlaps: warning',
    { coverage: { overlaps: [{ ...BIRTH_DAYS, windows: ['eye', 'flu'], when: 'at-once' }], gaps: [] } },
  ],
  ['people no window is for', 'gaps: warning', { coverage: { overlaps: [], gaps: [BIRTH_DAYS] } }],
  [
    'a draw whose lobby should be open',
    'lobby: warning',
    { window: { ...WINDOW, policy: 'draw', lobbyOpensAtMs: NOW_MS } },
  ],
  ['no seats for agents', 'agent-seats: warning', { window: { ...WINDOW, agentSeats: 0 } }],
])('%s: %s, and nothing else', (_, expected, facts) => {
  const found = checkWindow({ ...GOOD, ...facts }).filter(({ state }) => state !== 'ok');
  expect(found.map(({ code, state }) => `${code}: ${state}`)).toEqual([expected]);
});

test('overlaps of others, and those that come in turn, are nothing to accept', () => {
  const overlaps = [
    { ...BIRTH_DAYS, windows: ['eye', 'ear'], when: 'at-once' },
    { ...BIRTH_DAYS, windows: ['flu', 'ear'], when: 'in-turn' },
  ] as const;
  const found = checkWindow({ ...GOOD, coverage: { overlaps, gaps: [] } }).find(({ code }) => code === 'overlaps');
  expect(found).toEqual({ code: 'overlaps', state: 'ok', facts: { atOnce: 0, inTurn: 1 } });
});

test('where nobody stated how many come, the roll tells how many come at most', () => {
  const window = { ...WINDOW, expectedPeople: null, requiresRoll: true };
  const items = checkWindow({ ...GOOD, window, roll: { people: 1_000, isComplete: true } });
  expect(items.find(({ code }) => code === 'capacity')).toEqual({
    code: 'capacity',
    state: 'ok',
    facts: { doses: 1_000, people: 1_000, source: 'roll', needed: 1_000 },
  });
});
