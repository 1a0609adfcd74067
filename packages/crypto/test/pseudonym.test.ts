import { expect, test } from '@jest/globals';
import { assert, jsonValue, property } from 'fast-check';
import { blindIndexOf, fingerprintOf, personKeyOf, requestIdOf } from '../src/index.ts';

const secret = new Uint8Array(32).fill(1);

test('a person key is stable, keyed, and 22 characters long', () => {
  expect(personKeyOf(secret, 'ci-1')).toBe(personKeyOf(secret, 'ci-1'));
  expect(personKeyOf(secret, 'ci-1')).toMatch(/^[\w-]{22}$/);
  expect(personKeyOf(secret, 'ci-1')).not.toBe(personKeyOf(secret, 'ci-2'));
  expect(personKeyOf(new Uint8Array(32).fill(2), 'ci-1')).not.toBe(personKeyOf(secret, 'ci-1'));
});

test('a blind index is keyed and never a person key', () => {
  expect(blindIndexOf(secret, '+821012345678')).toBe(blindIndexOf(secret, '+821012345678'));
  expect(blindIndexOf(secret, '+821012345678')).not.toBe(personKeyOf(secret, '+821012345678'));
  expect(blindIndexOf(new Uint8Array(32).fill(2), '+821012345678')).not.toBe(blindIndexOf(secret, '+821012345678'));
});

test('request ids do not run into each other where one part ends and the next begins', () => {
  expect(requestIdOf('a', 'bc', 'd')).not.toBe(requestIdOf('ab', 'c', 'd'));
  expect(requestIdOf('a', 'b', 'c,d')).not.toBe(requestIdOf('a', 'b,c', 'd'));
  expect(requestIdOf('a', 'b', 'c')).toMatch(/^r-[\w-]{22}$/);
});

test('a fingerprint ignores the order of members and nothing else', () => {
  expect(fingerprintOf({ a: 1, b: { c: 2, d: [3] } })).toBe(fingerprintOf({ b: { d: [3], c: 2 }, a: 1 }));
  expect(fingerprintOf({ slots: ['1', '2'] })).not.toBe(fingerprintOf({ slots: ['2', '1'] }));
  assert(
    property(jsonValue(), (value) => {
      expect(fingerprintOf(value)).toBe(fingerprintOf(structuredClone(value)));
      expect(fingerprintOf([value])).not.toBe(fingerprintOf([value, value]));
    }),
  );
});
