import { expect, test } from '@jest/globals';
import type { IdentityProviderView } from '@sunbeon/core';
import { inOrder, lightText } from '../src/verify/provider-order.ts';
import { returnToOf } from '../src/verify/return-to.ts';
import { verifyWords } from '../src/verify/words.ts';

const provider = (id: string, light: IdentityProviderView['light'], latencyMs: number | null = null) => ({
  id,
  name: id,
  light,
  latencyMs,
});
const ids = (providers: readonly IdentityProviderView[]) => providers.map(({ id }) => id);

test('those that answer well are offered first', () => {
  expect(ids(inOrder([provider('a', 'red'), provider('b', 'amber'), provider('c', 'green')], []))).toEqual([
    'c',
    'b',
    'a',
  ]);
});

test('what is shown already stays where it is, and who is new comes behind', () => {
  const now = [provider('new', 'green'), provider('a', 'red'), provider('b', 'green')];
  expect(ids(inOrder(now, ['a', 'b']))).toEqual(['a', 'b', 'new']);
});

test.each([
  [provider('a', 'green', 312), '원활 · 보통 0.3초'],
  [provider('a', 'amber', 4_260), '느림 · 보통 4.3초'],
  [provider('a', 'green', 12), '원활 · 보통 0.1초'],
  [provider('a', 'red'), '응답 없음'],
])('a light is a word, with the seconds that were measured', (view, text) => {
  expect(lightText(view, verifyWords.ko)).toBe(text);
});

test.each([
  ['?returnTo=%2Fwindows%2Fw-1%3Ffor%3Dc', '/windows/w-1?for=c'],
  ['', '/'],
  ['?returnTo=https%3A%2F%2Fevil.example', '/'],
  ['?returnTo=%2F%2Fevil.example', '/'],
  ['?returnTo=%2F%5Cevil.example', '/'],
  ['?returnTo=javascript%3Aalert(1)', '/'],
  ['?returnTo=%2Fa%0D%0Ab', '/'],
])('%s leads to %s', (search, path) => {
  expect(returnToOf(search)).toBe(path);
});
