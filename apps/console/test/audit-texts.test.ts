import { expect, test } from '@jest/globals';
import { actionName, fieldName, kindName } from '../src/audit/action-names.ts';
import { changedFields, otherFacts } from '../src/audit/before-after.ts';
import { instantOf } from '../src/audit/instant-of.ts';
import { valueText } from '../src/audit/value-text.ts';

test('what was changed is told field by field, whether as before and after or as from and to', () => {
  const moved = {
    kind: 'move',
    reason: '점검',
    by: 'staff',
    before: { a: 1, same: 2 },
    after: { a: 3, same: 2, b: 'new' },
  };
  expect(changedFields(moved)).toEqual([
    { name: 'a', before: 1, after: 3 },
    { name: 'b', before: undefined, after: 'new' },
  ]);
  expect(otherFacts(moved)).toEqual([['kind', 'move']]);
  const role = { from: { role: 'agent' }, to: { role: 'admin' }, reason: '전보', by: 'staff' };
  expect(changedFields(role)).toEqual([{ name: 'role', before: 'agent', after: 'admin' }]);
  expect(otherFacts(role)).toEqual([]);
});

test('an entry without a change keeps whatever it says', () => {
  const entry = { bookings: ['x'], from: '2026-07-19T11:00:00.000Z', reason: '본인 요청', by: 'agent' };
  expect(changedFields(entry)).toEqual([]);
  expect(otherFacts(entry)).toEqual([
    ['bookings', ['x']],
    ['from', '2026-07-19T11:00:00.000Z'],
  ]);
});

test.each([
  ['2026-07-19T11:00:00.000Z', '2026년 7월 19일 (일) 20:00:00'],
  ['67년생', '67년생'],
  [null, '–'],
  [undefined, '–'],
  [false, 'false'],
  [12, '12'],
  [['a', { b: null }], '["a",{"b":null}]'],
])('%j is read as %s', (value, text) => {
  expect(valueText(value, 'ko')).toBe(text);
});

test('what is written into a control is Korean time', () => {
  expect(instantOf('2026-07-19T20:00')).toBe('2026-07-19T11:00:00.000Z');
  expect(instantOf('2026-07-19T20:00:30')).toBe('2026-07-19T11:00:30.000Z');
  expect(instantOf('')).toBeNull();
});

test('what was done is told in words and as the trail calls it; what has no words is told as it is', () => {
  expect(actionName('window.move', 'ko')).toBe('열리는 때 옮김 (window.move)');
  expect(actionName('window.move', 'en')).toBe('opening moved (window.move)');
  expect(actionName('toString', 'ko')).toBe('toString');
  expect([kindName('agent', 'ko'), kindName('agent', 'en'), kindName('x', 'ko')]).toEqual(['상담원', 'agent', 'x']);
  expect([fieldName('opensAt', 'ko'), fieldName('opensAt', 'en')]).toEqual(['열리는 때', 'opensAt']);
});
