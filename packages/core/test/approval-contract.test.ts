import { expect, test } from '@jest/globals';
import { chainMarkText, mayApprove, mayAsk, moveTakesTwo, parseChainMark, staffRoles } from '../src/index.ts';

const MINUTE_MS = 60_000;
const NOW_MS = Date.parse('2026-07-19T11:00:00Z');
const at = (minutes: number) => NOW_MS + minutes * MINUTE_MS;

test.each([
  [30, 600, true],
  [60, 600, true],
  [60.001, 600, false],
  [600, 59, true],
  [600, 60, true],
  [600, 61, false],
  // An opening that is past was kept by somebody, and one that is set into the past opens at once.
  [-5, 600, true],
  [600, -5, true],
])('with %d minutes to the opening, a move to %d minutes from now takes two people: %s', (from, to, takesTwo) => {
  expect(moveTakesTwo({ fromMs: at(from), toMs: at(to) }, NOW_MS)).toBe(takesTwo);
});

const whoApproves = (action: Parameters<typeof mayApprove>[0]) => staffRoles.filter((role) => mayApprove(action, role));

test('only those who run windows approve a move, and only admins a closing or an export', () => {
  expect(whoApproves('window.move')).toEqual(['admin', 'operator']);
  expect(whoApproves('site.close')).toEqual(['admin']);
  expect(whoApproves('people.export')).toEqual(['admin']);
});

test('a clinic asks for its own site alone, and nobody who only looks asks for anything', () => {
  const close = { action: 'site.close', subject: 'a' } as const;
  expect(mayAsk(close, { role: 'clinic', siteId: 'a' })).toBe(true);
  expect(mayAsk(close, { role: 'clinic', siteId: 'b' })).toBe(false);
  expect(mayAsk({ action: 'window.move', subject: 'a' }, { role: 'clinic', siteId: 'a' })).toBe(false);
  for (const role of ['agent', 'auditor'] as const) expect(mayAsk(close, { role, siteId: null })).toBe(false);
});

test('a head of the chain is read as it was written down', () => {
  const mark = { position: 12_345, hash: 'ab'.repeat(32) };
  expect(parseChainMark(` ${chainMarkText(mark).toUpperCase()}\n`)).toEqual(mark);
  for (const wrong of ['', 'ab@1', `${mark.hash}@`, `${mark.hash}@-1`, `${mark.hash}0@1`, `${mark.hash}@1e3`])
    expect(parseChainMark(wrong)).toBeNull();
});
