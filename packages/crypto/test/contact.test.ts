import { createDecipheriv, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { CompactEncrypt } from 'jose';
import { Keyring, openContact, resealContact, SealedContactError, sealContact, sealingKeyOf } from '../src/index.ts';

const secret = randomBytes(32);
const keys = Keyring.parse(`k1:${secret.toString('base64url')}`);
const personKey = 'a'.repeat(22);
const contact = { name: '홍길동', phone: '+821012345678' };

const header = (change: object = {}) =>
  Buffer.from(
    JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: 'k1', typ: 'contact', sub: personKey, ...change }),
  ).toString('base64url');

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
  const rebound = [header({ sub: other }), ...rest].join('.');
  await expect(openContact(keys, sealed, other)).rejects.toThrow(SealedContactError);
  await expect(openContact(keys, rebound, other)).rejects.toThrow(SealedContactError);
});

test('what is sealed for another purpose is no contact, and none can be made of it', async () => {
  const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(contact)))
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: 'k1', typ: 'consent', sub: personKey })
    .encrypt(secret);
  const [, ...rest] = sealed.split('.');
  await expect(openContact(keys, sealed, personKey)).rejects.toThrow('another purpose');
  await expect(openContact(keys, [header(), ...rest].join('.'), personKey)).rejects.toThrow(SealedContactError);
});

test('any other implementation of JWE opens it', async () => {
  const [head = '', key, iv = '', text = '', tag = ''] = (await sealContact(keys, contact, personKey)).split('.');
  expect([head, key]).toEqual([header(), '']);
  const decipher = createDecipheriv('aes-256-gcm', secret, Buffer.from(iv, 'base64url'));
  decipher.setAAD(Buffer.from(head)).setAuthTag(Buffer.from(tag, 'base64url'));
  const plain = Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]);
  expect(JSON.parse(plain.toString())).toEqual(contact);
});

test('its length does not tell a short name from one of five syllables', async () => {
  const lengths = await Promise.all(
    ['솔', '김영수', '남궁하늘빛'].map(
      async (name) => (await sealContact(keys, { ...contact, name }, personKey)).length,
    ),
  );
  expect(new Set(lengths).size).toBe(1);
});

test('after a change of keys it is sealed anew for the same person, once', async () => {
  const next = Keyring.parse(`k2:${randomBytes(32).toString('base64url')},k1:${secret.toString('base64url')}`);
  const sealed = await sealContact(keys, contact, personKey);
  const anew = (await resealContact(next, sealed, personKey)) ?? '';
  expect([sealingKeyOf(sealed), sealingKeyOf(anew), sealingKeyOf('')]).toEqual(['k1', 'k2', null]);
  await expect(openContact(next, anew, personKey)).resolves.toEqual(contact);
  await expect(resealContact(next, anew, personKey)).resolves.toBeNull();
  await expect(resealContact(next, sealed, 'b'.repeat(22))).rejects.toThrow(SealedContactError);
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

test.each([
  ['over-long', '가'.repeat(81)],
  ['shaped like a resident number', '홍길동 900101-1234567'],
  ['invisible', '\u3164'],
])('a name that is %s is refused before it is sealed, and not quoted', async (_what, name) => {
  const refusal = await sealContact(keys, { name, phone: '010' }, personKey).catch(String);
  expect(refusal).toContain('name');
  expect(refusal).not.toContain(name);
});
