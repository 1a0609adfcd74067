import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Keyring, openTotp } from '@sunbeon/crypto';
import { createLogger } from '@sunbeon/service-kit';
import { resealTotps } from '../src/staff/accounts/reseal-totps.ts';
import { anApi, type TestApi } from './an-api.ts';
import { aMember } from './members.ts';

let house: TestApi;
beforeAll(async () => {
  house = await anApi();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

test('with a new key in front every secret of an authenticator app is sealed by it, and what cannot be opened stays', async () => {
  const [one, other] = [await aMember(house, 'agent'), await aMember(house, 'agent')];
  const { staffMember } = house.store.prisma;
  await staffMember.update({ where: { id: other.member.id }, data: { sealedTotp: 'damaged' } });
  const next = `dev-next:${randomBytes(32).toString('base64url')}`;
  const sealingKeys = Keyring.parse(`${next},${house.sealingKeys}`);
  const context = { staffStore: house.store, config: { sealingKeys }, logger: createLogger('test', 'silent') };
  await resealTotps(context);
  const { sealedTotp } = await staffMember.findUniqueOrThrow({ where: { id: one.member.id } });
  expect(await openTotp(Keyring.parse(next), sealedTotp ?? '', one.member.id)).toBe(one.secret);
  expect(await staffMember.findUniqueOrThrow({ where: { id: other.member.id } })).toMatchObject({
    sealedTotp: 'damaged',
  });
  await resealTotps(context);
  expect(await staffMember.findUniqueOrThrow({ where: { id: one.member.id } })).toMatchObject({ sealedTotp });
});
