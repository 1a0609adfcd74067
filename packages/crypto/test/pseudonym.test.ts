import { createHmac, createSecretKey } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { assert, jsonValue, property } from 'fast-check';
import { blindIndexOf, fingerprintOf, personKeyOf, requestIdOf } from '../src/index.ts';

const secretOf = (byte: number) => createSecretKey(Buffer.alloc(32, byte));
const secret = secretOf(1);

test('a person key is stable, keyed, and 22 characters long', () => {
  expect(personKeyOf(secret, 'ci-1')).toBe(personKeyOf(secretOf(1), 'ci-1'));
  expect(personKeyOf(secret, 'ci-1')).toMatch(/^[\w-]{22}$/);
  expect(personKeyOf(secret, 'ci-1')).not.toBe(personKeyOf(secret, 'ci-2'));
  expect(personKeyOf(secretOf(2), 'ci-1')).not.toBe(personKeyOf(secret, 'ci-1'));
});

test('a person key stays what it is, release after release: these people would be strangers otherwise', () => {
  expect(personKeyOf(secret, 'ci-1')).toBe('b2YssVasT3BDLt75d2BSCA');
  expect(blindIndexOf(secret, '+821012345678')).toBe('MZhq2rjIVdgSLYU9V-_dwA');
});

test('the same text has nothing in common under another purpose or another secret, nor as a person', () => {
  const phone = '+821012345678';
  const indexes = [
    blindIndexOf(secret, phone),
    blindIndexOf(secret, phone, 'roll'),
    blindIndexOf(secretOf(2), phone),
    personKeyOf(secret, phone),
    createHmac('sha256', secret).update(phone).digest().subarray(0, 16).toString('base64url'),
  ];
  expect(new Set(indexes).size).toBe(indexes.length);
  expect(blindIndexOf(secretOf(1), phone)).toBe(indexes[0]);
});

test('a blind index tells nothing by its length', () => {
  for (const text of ['', '+8210', '+82112345678', '가'.repeat(1_000)])
    expect(blindIndexOf(secret, text)).toMatch(/^[\w-]{22}$/);
});

test('keys are derived as RFC 5869 says, so that another program can look somebody up', () => {
  const extracted = createHmac('sha256', Buffer.alloc(32)).update(Buffer.alloc(32, 1)).digest();
  const key = createHmac('sha256', extracted).update('sunbeon blind index 1 phone\u0001').digest();
  const digest = createHmac('sha256', key).update('+821012345678').digest();
  expect(blindIndexOf(secret, '+821012345678')).toBe(digest.subarray(0, 16).toString('base64url'));
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
