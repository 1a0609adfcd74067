import { createHash, randomUUID } from 'node:crypto';
import { appendFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Keyring, openContact, verifySession } from '@sunbeon/crypto';
import { rollFile, sandboxCi } from '@sunbeon/synthetic';
import { eventually, monitorRedis, type RedisMonitor } from '@sunbeon/test-kit';
import type { RequestInit } from 'undici';
import { z } from 'zod';
import { type House, openHouse, outcomeOf, passFor, scheduleNight } from '../house.ts';
import { everythingIn } from '../personal-data/everything.ts';
import { findSpellings, type Source } from '../personal-data/find-spellings.ts';
import { spellingsOfName, spellingsOfPhone } from '../personal-data/spellings.ts';
import { Traveller } from '../personal-data/traveller.ts';

const NAME = '두루미꿩뜸부기';
const OWN_PHONE = '+821097538642';
const OTHER_PHONE = '+821086429753';
/** Somebody on the roll who never comes. */
const ELDER = { name: '까막딱따구리', birthDate: '1941-02-03', phone: '+821064219753' };
const atHome = (phone: string) => `0${phone.slice(3, 5)}-${phone.slice(5, 9)}-${phone.slice(9)}`;

const spellings = [
  ...[NAME, ELDER.name].flatMap(spellingsOfName),
  ...[OWN_PHONE, OTHER_PHONE, ELDER.phone].flatMap(spellingsOfPhone),
];
const inboxSchema = z.object({ messages: z.array(z.object({ to: z.string(), text: z.string() })) });

/** What has to have been looked at for the search to mean anything, by how the sources are named. */
const KINDS = [
  ...['gate', 'staff', 'api', 'worker', 'notifier', 'sandbox'].map((service) => join('logs', `${service}.log`)),
  ...['booking_request', 'booking', 'message', 'audit_entry', 'roll_entry'].map((table) => `table public.${table}`),
  'Redis',
  'Redis AOF',
  'MONITOR',
  'metrics',
  'answer',
];

function kindOf({ where }: Source): string {
  if (where.startsWith('Redis ')) return 'Redis';
  if (where.includes('appendonly')) return 'Redis AOF';
  return KINDS.find((kind) => where.startsWith(kind)) ?? '';
}

let house: House;
let monitor: RedisMonitor;
let person: Traveller;
beforeAll(async () => {
  house = await openHouse({ logLevel: 'debug' });
  monitor = await monitorRedis(house.stack.record.redisUrl);
  person = new Traveller(house);
});
afterAll(async () => {
  await monitor?.[Symbol.asyncDispose]();
  await house[Symbol.asyncDispose]();
});

/** Everything that was written down anywhere so far, or passed through Redis or an answer. */
async function everything(): Promise<Source[]> {
  return [
    ...(await everythingIn(house)),
    ...person.records,
    { where: 'MONITOR', content: Buffer.from(monitor.text()) },
  ];
}

/** Messages in the carrier's inbox for one phone: outside our house, and the only place where they are readable. */
async function inboxOf(phone: string) {
  const answer = await house.fetch(`${house.stack.sandboxUrl}/inbox.json?phone=${encodeURIComponent(phone)}`);
  return inboxSchema.parse(await answer.json()).messages;
}

/** Waits until the phone has so many messages, the newest first. */
async function messagesFor(phone: string, count: number) {
  return eventually(async () => {
    const messages = await inboxOf(phone);
    expect(messages).toHaveLength(count);
    return messages;
  });
}

const json = (token: string, body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/**
 * Puts the person and somebody else on the roll of a campaign, by a file in which a line is wrong and one comes twice.
 * Returns what of it stands in no table: the birth date of somebody who never comes, and what says who they are.
 */
async function importRoll(campaign: string) {
  const own = { name: NAME, birthDate: '1967-05-01', phone: OWN_PHONE };
  const people = [own, ELDER].map((one) => ({ ...one, ci: sandboxCi(one) }));
  const file = Buffer.from([...rollFile([...people, ...people, { ...own, ci: NAME }])].join(''));
  const { roll } = house.staff;
  const digest = createHash('sha256').update(file).digest('hex');
  await roll.start({ id: 'roll', campaign, digest, bytes: file.length });
  expect(await roll.send('roll', 0, file)).toMatchObject({ state: 'done', added: 2, rejected: 3 });
  const told = [ELDER.birthDate, ELDER.birthDate.replaceAll('-', ''), ...people.map(({ ci }) => ci)];
  return told.map((text, index) => ({ how: `line of the roll ${index}`, bytes: Buffer.from(text) }));
}

/** From joining to a committed booking, with another phone for the messages. Returns the booking's id and number. */
async function book(windowId: string) {
  const pass = await passFor(house, windowId, person.session);
  const slots = await house.gate.slots(windowId);
  const slot = slots.ok ? slots.body.slots[0]?.id : undefined;
  const { gateUrl } = house.stack;
  const body = { slots: [slot], contact: { phone: atHome(OTHER_PHONE) } };
  const taken = await person.ask(`${gateUrl}/v1/bookings`, json(pass, body));
  const { requestId } = z.object({ requestId: z.string() }).parse(await taken.json());
  const outcome = await outcomeOf(house, pass, requestId);
  if (outcome.booking === undefined) throw new Error(`no booking: ${outcome.code}`);
  return { pass, ...outcome.booking };
}

/** Things people and programs do with a name and a number that no service asked for. Every one of them is refused. */
async function provokeErrors(pass: string): Promise<void> {
  const { gateUrl, staffUrl, record, secrets } = house.stack;
  const [name, phone] = [encodeURIComponent(NAME), atHome(OWN_PHONE)];
  const asLatin1 = Buffer.from(NAME).toString('latin1');
  const headers = {
    'x-request-id': phone,
    'user-agent': `${asLatin1} ${phone}`,
    referer: `http://elsewhere.example/${name}?phone=${phone}`,
    'x-forwarded-for': `${asLatin1}, ${phone}`,
    'accept-language': asLatin1,
    'idempotency-key': phone,
    authorization: `Bearer ${Buffer.from(NAME).toString('base64url')}`,
  };
  const origins = [
    gateUrl,
    staffUrl,
    `http://127.0.0.1:${record.ports.api}`,
    `http://127.0.0.1:${record.ports.workerOps}`,
  ];
  for (const origin of origins) {
    for (const path of [`/${name}/${phone}`, `/v1/bookings/${name}?name=${name}`, `/v1/windows/${name}/tickets`]) {
      for (const method of ['GET', 'POST', 'DELETE']) await house.fetch(`${origin}${path}`, { method, headers });
    }
    const broken = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `{"${NAME}": ${phone}`,
    };
    await house.fetch(`${origin}/v1/bookings`, broken);
  }
  await person.ask(`${gateUrl}/v1/slots?window=${name}&site=${phone}`);
  await person.ask(`${gateUrl}/v1/identity/callback?code=${name}&state=${phone}&error=${name}`, { headers });
  for (const body of [
    { slots: [NAME, phone] },
    { slots: ['1'], contact: { phone: NAME } },
    { slots: ['1'], note: NAME },
  ]) {
    const answer = await person.ask(`${gateUrl}/v1/bookings`, json(pass, body));
    expect(answer.status).toBe(400);
  }
  const staff = { authorization: `Bearer ${secrets.STAFF_KEY}`, 'content-type': 'application/json' };
  await house.fetch(`${staffUrl}/v1/staff/windows/${name}/move`, {
    method: 'POST',
    headers: staff,
    body: `{"opensAt":"${NAME}"}`,
  });
  await house.fetch(`${staffUrl}/v1/staff/windows`, { method: 'POST', headers: staff, body: `{"${NAME}":"${phone}"` });
  await sendRaw(record.ports.gate, `GET /${asLatin1} HTTP/9\r\n${phone}\r\n\r\n`);
}

/** Bytes that are no request at all. */
async function sendRaw(port: number, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(text, 'latin1')));
    socket.on('data', () => {});
    socket.on('close', () => resolve());
    socket.on('error', reject);
  });
}

test('p9: a name and two phones travel the whole way, and stand readable nowhere but on the phone they were sent to', async () => {
  const { id } = await scheduleNight(house, { opensInMs: 3_000, requiresRoll: true });
  const onRoll = await importRoll(id);
  await person.verify({ name: NAME, birthDate: '1967-05-01', phone: atHome(OWN_PHONE) });
  const { gateUrl, secrets } = house.stack;
  const me = await (await person.ask(`${gateUrl}/v1/identity/me`)).json();
  expect(me).toMatchObject({ maskedName: `두${'*'.repeat(6)}` });
  await eventually(async () => expect((await house.gate.join(id, person.session)).ok).toBe(true));

  const booking = await book(id);
  const [confirmation] = await messagesFor(OTHER_PHONE, 1);
  expect(confirmation?.text).toContain(booking.number);
  await person.ask(`${gateUrl}/v1/bookings/me`);
  const cancelled = await person.ask(`${gateUrl}/v1/bookings/${booking.id}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${person.session}` },
  });
  expect(cancelled.status).toBe(200);
  await messagesFor(OTHER_PHONE, 2);
  const search = new URLSearchParams({ phone: atHome(OTHER_PHONE), reason: '본인 전화' });
  const found = await house.fetch(`${house.stack.staffUrl}/v1/staff/bookings?${search.toString()}`, {
    headers: { authorization: `Bearer ${secrets.STAFF_KEY}` },
  });
  expect(await found.json()).toMatchObject({ bookings: [{ id: booking.id, state: 'cancelled' }] });
  await provokeErrors(booking.pass);

  // They did travel: in the session, sealed, and at the carrier, readable as our search reads.
  const session = verifySession(Keyring.parse(secrets.SESSION_KEYS), person.session);
  const { personKey = '', sealedContact = '' } = session ?? {};
  const contact = await openContact(Keyring.parse(secrets.SEALING_KEYS), sealedContact, personKey);
  expect(contact).toEqual({ name: NAME, phone: OWN_PHONE });
  const { rows } = await house.database.query<{ sealed_contact: string }>('SELECT sealed_contact FROM booking');
  const booked = await openContact(Keyring.parse(secrets.SEALING_KEYS), rows[0]?.sealed_contact ?? '', personKey);
  expect(booked).toEqual({ name: NAME, phone: OTHER_PHONE });
  const inbox = JSON.stringify(await inboxOf(OTHER_PHONE));
  expect(findSpellings([{ where: 'inbox', content: Buffer.from(inbox) }], spellings)).not.toEqual([]);

  const sources = await everything();
  const inTables = sources.filter(({ where }) => where.startsWith('table'));
  expect(findSpellings(inTables, onRoll)).toEqual([]);
  const looked = new Set(sources.filter(({ content }) => content.length > 100).map(kindOf));
  expect(KINDS.filter((kind) => !looked.has(kind))).toEqual([]);
  expect(monitor.text()).toContain('sealedContact');
  const inLogs = sources.filter(({ where }) => where.startsWith('logs') || where.startsWith('metrics'));
  const keptOut = [personKey, sealedContact, person.session, booking.pass, ...Object.values(secrets)];
  const asSpellings = keptOut.map((text, index) => ({ how: `secret ${index}`, bytes: Buffer.from(text) }));
  expect(findSpellings(inLogs, asSpellings)).toEqual([]);
  const tokens = { where: 'tokens', content: Buffer.from(`${person.session} ${booking.pass}`) };
  expect(findSpellings([...sources, tokens], spellings)).toEqual([]);
});

describe('the search finds what somebody leaves lying about:', () => {
  const encoded = Buffer.from(JSON.stringify({ job: { name: NAME } })).toString('base64url');
  const token = `${encoded}.${Buffer.from(JSON.stringify({ sealed: `${encoded}.x` })).toString('base64url')}.x`;

  test('each spelling, wherever it begins', () => {
    for (const { bytes } of spellings) {
      for (const before of ['', 'a', 'ab', 'abc']) {
        const content = Buffer.concat([Buffer.from(before), bytes, Buffer.from('z')]);
        expect(findSpellings([{ where: 'here', content }], spellings)).not.toEqual([]);
      }
    }
  });

  test('base64 of more than the name, wherever the name begins', () => {
    for (const alphabet of ['base64', 'base64url'] as const) {
      for (const before of ['', 'a', 'ab']) {
        const content = Buffer.from(`,,${Buffer.from(`${before}${NAME}zz`).toString(alphabet).replace('=', '')},,`);
        expect(findSpellings([{ where: 'here', content }], spellingsOfName(NAME))).not.toEqual([]);
      }
    }
  });

  test('in a log, a table, a key, a value and a token inside a token', async () => {
    const { stack, database } = house;
    await appendFile(join(stack.dataDir, 'logs', 'worker.log'), `{"msg":"${encodeURIComponent(NAME)}"}\n`);
    await database.query('INSERT INTO set_aside (job_id, reason, payload) VALUES ($1, $2, $3)', [
      'j',
      atHome(OWN_PHONE),
      '',
    ]);
    const found = async () => findSpellings(await everything(), spellings).map((line) => line.split(':', 1)[0]);
    expect(new Set(await found())).toEqual(new Set([join('logs', 'worker.log'), 'table public.set_aside']));
    expect(findSpellings([{ where: 'token', content: Buffer.from(token) }], spellings)).not.toEqual([]);
  });
});
