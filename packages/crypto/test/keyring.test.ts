import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isCivilDate } from '@sunbeon/core';
import { z } from 'zod';
import {
  beginSession,
  Keyring,
  KeyringError,
  keyringVariable,
  openContact,
  sealContact,
  signSession,
  verifySession,
} from '../src/index.ts';

const newKey = () => randomBytes(32).toString('base64url');
const personKey = 'p'.repeat(22);

test('after a rotation the old key still verifies and opens, the new one signs and seals', async () => {
  const birthDate = '1967-05-01';
  if (!isCivilDate(birthDate)) throw new Error('not a date');
  const [oldKey, newerKey] = [newKey(), newKey()];
  const before = Keyring.parse(`a:${oldKey}`);
  const after = Keyring.parse(`b:${newerKey},a:${oldKey}`);
  const retired = Keyring.parse(`b:${newerKey}`);
  const nowMs = Math.floor(Date.now() / 1_000) * 1_000;
  const session = beginSession(
    { personKey, birthDate, sealedContact: 'x', provider: 'synthetic', verifiedAtMs: nowMs },
    { idleMs: 60_000, sinceVerificationMs: 60_000 },
    nowMs,
  );
  const oldToken = signSession(before, session);
  const newToken = signSession(after, session);
  const sealed = await sealContact(before, { name: '김순번', phone: '+821012345678' }, personKey);

  expect(verifySession(after, oldToken)).toEqual(session);
  expect(verifySession(retired, newToken)).toEqual(session);
  expect(verifySession(before, newToken)).toBeNull();
  expect(verifySession(retired, oldToken)).toBeNull();
  await expect(openContact(after, sealed, personKey)).resolves.toEqual({ name: '김순번', phone: '+821012345678' });
  await expect(openContact(retired, sealed, personKey)).rejects.toThrow('unknown key');
});

const malformed: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['no id', newKey()],
  ['an empty id', `:${newKey()}`],
  ['an id with a slash', `../a:${newKey()}`],
  ['a short key', `a:${randomBytes(16).toString('base64url')}`],
  ['a key in plain base64', `a:${Buffer.alloc(32, 0xff).toString('base64')}`],
  ['an id used twice', `a:${newKey()},a:${newKey()}`],
  ['a comma too many', `a:${newKey()},`],
  ['too many keys', Array.from({ length: 9 }, (_, index) => `k${index}:${newKey()}`).join(',')],
];

test.each(malformed)('%s is no keyring, and the complaint does not quote it', (_name, text) => {
  expect(() => Keyring.parse(text)).toThrow(KeyringError);
  const refusal = z.object({ SESSION_KEYS: keyringVariable }).safeParse({ SESSION_KEYS: text });
  expect(refusal.success).toBe(false);
  const quoted = text.split(/[,:]/).filter((part) => part.length > 20 && refusal.error?.message.includes(part));
  expect(quoted).toEqual([]);
});

test('development keys are recognised by their id', () => {
  expect(Keyring.parse(`dev-1:${newKey()}`).isForDevelopment).toBe(true);
  expect(Keyring.parse(`2026a:${newKey()},dev-1:${newKey()}`).isForDevelopment).toBe(true);
  expect(Keyring.parse(`2026a:${newKey()}`).isForDevelopment).toBe(false);
});
