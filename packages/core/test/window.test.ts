import { expect, test } from '@jest/globals';
import { type WindowDoor, windowStateAt } from '../src/index.ts';

const opensAtMs = Date.parse('2021-07-19T20:00:00+09:00');
const closesAtMs = Date.parse('2021-07-20T18:00:00+09:00');
const fifo: WindowDoor = {
  policy: 'fifo',
  opensAtMs,
  closesAtMs,
  lobbyOpensAtMs: null,
  paused: false,
  exhausted: false,
  closed: false,
};
const draw: WindowDoor = { ...fifo, policy: 'draw', lobbyOpensAtMs: opensAtMs - 3_600_000 };

test.each<[string, WindowDoor, number, string]>([
  ['long before', fifo, opensAtMs - 86_400_000, 'scheduled'],
  ['a millisecond early', fifo, opensAtMs - 1, 'scheduled'],
  ['at the opening', fifo, opensAtMs, 'open'],
  ['a millisecond before closing', fifo, closesAtMs - 1, 'open'],
  ['at the closing', fifo, closesAtMs, 'closed'],
  ['paused', { ...fifo, paused: true }, opensAtMs, 'paused'],
  ['paused, before the opening', { ...fifo, paused: true }, opensAtMs - 1, 'scheduled'],
  ['out of doses', { ...fifo, exhausted: true }, opensAtMs, 'exhausted'],
  ['out of doses, before the opening', { ...fifo, exhausted: true }, opensAtMs - 1, 'scheduled'],
  ['paused and out of doses', { ...fifo, paused: true, exhausted: true }, opensAtMs, 'paused'],
  ['closed by staff', { ...fifo, closed: true }, opensAtMs, 'closed'],
  ['closed by staff before it opened', { ...fifo, closed: true }, opensAtMs - 1, 'closed'],
  ['a draw before its lobby', draw, opensAtMs - 3_600_001, 'scheduled'],
  ['a draw in its lobby', draw, opensAtMs - 3_600_000, 'lobby'],
  ['a draw a millisecond early', draw, opensAtMs - 1, 'lobby'],
  ['a draw at the opening', draw, opensAtMs, 'open'],
  ['a fifo window knows no lobby', { ...fifo, lobbyOpensAtMs: opensAtMs - 1_000 }, opensAtMs - 1, 'scheduled'],
])('%s', (_name, door, nowMs, state) => {
  expect(windowStateAt(door, nowMs)).toBe(state);
});
