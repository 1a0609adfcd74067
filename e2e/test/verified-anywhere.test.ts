import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Keyring, verifySession } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { type House, openHouse, scheduleNight } from '../house.ts';
import { Traveller } from '../personal-data/traveller.ts';

const details = { name: '김영수', birthDate: '1967-01-01', phone: '010-0000-0001' };

let house: House;

beforeAll(async () => {
  house = await openHouse({ logLevel: 'error' });
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

async function verifiedAt(provider: 'mobile' | 'certificate' | 'card'): Promise<Traveller> {
  const person = new Traveller(house);
  await person.verify(details, provider);
  return person;
}

const sandbox = (provider: string, behaviour: object) =>
  house.fetch(`${house.stack.sandboxUrl}/providers/${provider}.json`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(behaviour),
  });

const whoAmI = async ({ session }: Traveller): Promise<number> => {
  const answer = await house.fetch(`${house.stack.gateUrl}/v1/identity/me`, {
    headers: { authorization: `Bearer ${session}` },
  });
  return answer.status;
};

/** Redis loses everything. */
async function loseRedis(): Promise<void> {
  const { port, hostname, password } = new URL(house.stack.record.redisUrl);
  const socket = connect(Number(port), hostname);
  socket.end(`AUTH ${password}\r\nFLUSHALL\r\n`);
  expect(await text(socket)).toBe('+OK\r\n+OK\r\n');
}

test('the same person at every provider, with one that hangs the others go on, and who verified before joins with all of them away', async () => {
  const keys = Keyring.parse(house.stack.secrets.SESSION_KEYS);
  const people = [await verifiedAt('mobile'), await verifiedAt('certificate'), await verifiedAt('card')];
  const sessions = people.map(({ session }) => verifySession(keys, session));
  expect(new Set(sessions.map((session) => session?.personKey)).size).toBe(1);
  expect(sessions.map((session) => session?.provider)).toEqual(['mobile', 'certificate', 'card']);

  await sandbox('certificate', { hangs: true });
  await verifiedAt('mobile');

  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 1_000 });
  for (const provider of ['mobile', 'certificate', 'card']) await sandbox(provider, { hangs: false, failsWith: 503 });
  await eventually(() => expect(Date.now()).toBeGreaterThan(opensAtMs));
  const [someone] = people;
  expect(await house.gate.join(id, someone?.session ?? '')).toMatchObject({ ok: true });
});

test('who ends their sessions is nobody anywhere, also after Redis has lost everything, until they verify again', async () => {
  for (const provider of ['mobile', 'card']) await sandbox(provider, { failsWith: null });
  const [phone, laptop] = await eventually(async () => [await verifiedAt('mobile'), await verifiedAt('card')] as const);
  const ended = await house.fetch(`${house.stack.gateUrl}/v1/identity/sessions/end`, {
    method: 'POST',
    headers: { authorization: `Bearer ${laptop.session}` },
  });
  expect(ended.status).toBe(204);
  for (const person of [phone, laptop]) await eventually(async () => expect(await whoAmI(person)).toBe(401));

  await loseRedis();
  expect(await whoAmI(phone)).toBe(401);
  const again = await eventually(() => verifiedAt('mobile'));
  expect([await whoAmI(again), await whoAmI(phone)]).toEqual([200, 401]);
});
