import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { CompactEncrypt } from 'jose';
import { Keyring, openContact, SealedContactError, sealContact } from '../src/index.ts';

const secret = randomBytes(32);
const keys = Keyring.parse(`k1:${secret.toString('base64url')}`);
const personKey = 'a'.repeat(22);
const contact = { name: '홍길동', phone: '+821012345678' };

test('a sealed contact opens for its person, and shows nothing on the outside', async () => {
  const sealed = await sealContact(keys, contact, personKey);
  await expect(openContact(keys, sealed, personKey)).resolves.toEqual(contact);
  const readable = sealed
    .split('.')
    .map((part) => Buffer.from(part, 'base64url').toString())
    .join(' ');
  expect(readable).not.toContain('홍길동');
  expect(readable).not.toContain('12345678');
});

test('the same contact never looks the same twice', async () => {
  expect(await sealContact(keys, contact, personKey)).not.toBe(await sealContact(keys, contact, personKey));
});

test('a sealed contact does not open for another person, even when its header is rewritten', async () => {
  const other = 'b'.repeat(22);
  const sealed = await sealContact(keys, contact, personKey);
  const [, ...rest] = sealed.split('.');
  const header = { alg: 'dir', enc: 'A256GCM', kid: 'k1', sub: other };
  const rebound = [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.');
  await expect(openContact(keys, sealed, other)).rejects.toThrow(SealedContactError);
  await expect(openContact(keys, rebound, other)).rejects.toThrow(SealedContactError);
});

test.each([
  ['nothing', ''],
  ['no JWE', 'a.b.c.d.e'],
  ['1 MB', 'A'.repeat(1_048_576)],
])('%s is not a sealed contact', async (_name, sealed) => {
  await expect(openContact(keys, sealed, personKey)).rejects.toThrow(SealedContactError);
});

test('our key with another algorithm does not open', async () => {
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(contact)))
    .setProtectedHeader({ alg: 'A256KW', enc: 'A256GCM', kid: 'k1', sub: personKey })
    .encrypt(secret);
  await expect(openContact(keys, sealed, personKey)).rejects.toThrow(SealedContactError);
});

test('an over-long name is refused before it is sealed', async () => {
  await expect(sealContact(keys, { name: '가'.repeat(81), phone: '010' }, personKey)).rejects.toThrow('name');
});
