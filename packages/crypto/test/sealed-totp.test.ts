import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Keyring, openContact, openTotp, resealTotp, SealedContactError, sealContact, sealTotp } from '../src/index.ts';

const old = `old:${randomBytes(32).toString('base64url')}`;
const fresh = `new:${randomBytes(32).toString('base64url')}`;
const keys = Keyring.parse(old);
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const STAFF = 'a-member';

test('the secret of an authenticator app opens for its member, and as nothing else', async () => {
  const sealed = await sealTotp(keys, SECRET, STAFF);
  expect(sealed).not.toContain(SECRET);
  expect(await openTotp(keys, sealed, STAFF)).toBe(SECRET);
  const contact = await sealContact(keys, { name: '김영수', phone: '+821012345678' }, STAFF);
  const attempts = await Promise.allSettled([
    openTotp(keys, sealed, 'somebody-else'),
    openTotp(Keyring.parse(fresh), sealed, STAFF),
    openTotp(keys, contact, STAFF),
    openContact(keys, sealed, STAFF),
    openTotp(keys, `${sealed}x`, STAFF),
  ]);
  expect(attempts).toEqual(attempts.map(() => ({ status: 'rejected', reason: expect.any(SealedContactError) })));
});

test('it is sealed anew once there is a newer key, and left alone otherwise', async () => {
  const sealed = await sealTotp(keys, SECRET, STAFF);
  expect(await resealTotp(keys, sealed, STAFF)).toBeNull();
  const anew = await resealTotp(Keyring.parse(`${fresh},${old}`), sealed, STAFF);
  expect(await openTotp(Keyring.parse(fresh), anew ?? '', STAFF)).toBe(SECRET);
});
