import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ResourceStack } from '@sunbeon/service-kit';
import { eventually, syntheticPeople, type TestDatabase, testDatabase, testKeys } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { createNotifier, envToConfig, type Notifier } from '../src/index.ts';
import { aSandbox, type SandboxProcess } from './a-sandbox.ts';
import { captureLog } from './capture-log.ts';
import { type Recipient, seedOutbox } from './seed-outbox.ts';

const { SEALING_KEYS } = testKeys();
const BORN = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };

let database: TestDatabase;
let client: Client;
let sandbox: SandboxProcess;
/** What a test starts, ended before its database goes. */
let open: ResourceStack;

beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
beforeEach(async () => {
  open = new ResourceStack();
  database = await testDatabase();
  client = new Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await open[Symbol.asyncDispose]();
  await client.end();
  await database[Symbol.asyncDispose]();
});

interface Options {
  readonly smppUrl?: string;
  readonly log?: ReturnType<typeof captureLog>;
}

async function aNotifier({ smppUrl = sandbox.smppUrl, log = captureLog() }: Options = {}): Promise<Notifier> {
  const { config, secrets } = envToConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    SMPP_URL: smppUrl,
    SEALING_KEYS,
  });
  return open.use(await createNotifier(config, secrets, log.logger));
}

function people(count: number): Recipient[] {
  return syntheticPeople(count, BORN).map(({ name, phone }) => ({ name, phone }));
}

async function states(): Promise<Record<string, number>> {
  const { rows } = await client.query<{ state: string; count: string }>(
    'SELECT state, count(*) FROM message GROUP BY state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
}

async function textsOf(numbers: readonly string[], carrier = sandbox): Promise<string[]> {
  const texts = (await carrier.inbox(10_000)).map(({ text }) => text);
  return numbers.flatMap((number) => texts.filter((text) => text.includes(`${number}\n`)));
}

test('a committed booking is confirmed on the phone, and the database knows that it arrived', async () => {
  const [number = ''] = await seedOutbox(client, SEALING_KEYS, [{ name: '김영수', phone: '+821000000001' }]);
  await aNotifier();
  await eventually(async () => expect(await states()).toEqual({ delivered: 1 }));
  const [message] = await sandbox.inbox(1);
  expect(message).toMatchObject({ to: '+821000000001', from: '1339' });
  expect(message?.text).toContain(`예약 번호: ${number}\n성함: 김영수\n일시: 2021년 8월 16일 월요일 오전 9시\n`);
  const { rows } = await client.query('SELECT carrier_message_id, attempts, sent_at, settled_at FROM message');
  expect(rows).toMatchObject([{ carrier_message_id: message?.id, attempts: 1 }]);
  expect(rows[0].sent_at).not.toBeNull();
  expect(rows[0].settled_at).not.toBeNull();
});

test('messages to a crowd arrive once each, whoever of two notifiers sends them', async () => {
  const numbers = await seedOutbox(client, SEALING_KEYS, people(1_500));
  await aNotifier();
  await aNotifier();
  await eventually(async () => expect(await states()).toEqual({ delivered: 1_500 }), { timeoutMs: 20_000 });
  expect(await textsOf(numbers)).toHaveLength(1_500);
});

test('while the carrier is away messages wait without losing an attempt, and follow once', async () => {
  await using first = await aSandbox();
  await aNotifier({ smppUrl: first.smppUrl });
  const before = await seedOutbox(client, SEALING_KEYS, people(20));
  await eventually(async () => expect(await states()).toEqual({ delivered: 20 }));
  await first.end('SIGTERM');
  const after = await seedOutbox(client, SEALING_KEYS, people(30));
  await using second = await aSandbox({ SANDBOX_SMPP_PORT: String(first.smppPort) });
  await eventually(async () => expect(await states()).toEqual({ delivered: 50 }), { timeoutMs: 20_000 });
  expect(await textsOf(after, second)).toHaveLength(30);
  expect(await textsOf(before, second)).toHaveLength(0);
  const { rows } = await client.query('SELECT max(attempts) AS attempts FROM message');
  expect(rows).toEqual([{ attempts: 1 }]);
});

test('a contact nobody can open and a phone the carrier refuses are given up, the others go on', async () => {
  await seedOutbox(client, testKeys().SEALING_KEYS, [{ name: '김영수', phone: '+821000000001' }]);
  await seedOutbox(client, SEALING_KEYS, [{ name: '이미경', phone: '12' }]);
  await seedOutbox(client, SEALING_KEYS, people(3));
  await aNotifier();
  await eventually(async () => expect(await states()).toEqual({ delivered: 3, failed: 2 }));
  const { rows } = await client.query(`SELECT last_error FROM message WHERE state = 'failed' ORDER BY id`);
  expect(rows).toEqual([{ last_error: 'contact-unreadable' }, { last_error: 'refused: ESME_RINVDSTADR' }]);
});

test('stopping leaves nothing half done: each message is sent and noted, or free for the next notifier at once', async () => {
  const numbers = await seedOutbox(client, SEALING_KEYS, people(3_000));
  const running = await aNotifier();
  await eventually(async () => expect((await states())['queued']).toBeLessThan(3_000));
  await running[Symbol.asyncDispose]();
  const { rows } = await client.query(
    `SELECT count(*)::int AS held FROM message WHERE state = 'queued' AND next_attempt_at > now()`,
  );
  expect(rows).toEqual([{ held: 0 }]);
  const { queued = 0 } = await states();
  expect(await textsOf(numbers)).toHaveLength(3_000 - queued);
  await aNotifier();
  await eventually(async () => expect(await states()).toEqual({ delivered: 3_000 }), { timeoutMs: 20_000 });
  expect(await textsOf(numbers)).toHaveLength(3_000);
});

test('a carrier that has stopped answering does not hold up the end, and nothing is left claimed for good', async () => {
  const frozen = open.use(await aSandbox());
  await seedOutbox(client, SEALING_KEYS, people(2));
  const running = await aNotifier({ smppUrl: frozen.smppUrl });
  await eventually(async () => expect(await states()).toEqual({ delivered: 2 }));
  frozen.signal('SIGSTOP');
  await seedOutbox(client, SEALING_KEYS, people(700));
  await eventually(async () => {
    const { rows } = await client.query('SELECT count(*)::int AS claimed FROM message WHERE attempts = 1');
    expect(rows).toEqual([{ claimed: 702 }]);
  });
  await running[Symbol.asyncDispose]();
  const { rows } = await client.query(
    `SELECT last_error, count(*)::int FROM message WHERE state = 'queued' GROUP BY last_error ORDER BY last_error`,
  );
  expect(rows).toEqual([
    { last_error: 'ambiguous: the session ended', count: 500 },
    { last_error: 'unavailable: not begun', count: 200 },
  ]);
});

test('the log says nothing of names, phones, texts or passwords, whatever goes wrong', async () => {
  const log = captureLog();
  const [good, bad] = [
    { name: '남궁비밀', phone: '+821000009876' },
    { name: '독고비밀', phone: '98' },
  ];
  const numbers = await seedOutbox(client, SEALING_KEYS, [good, bad]);
  await seedOutbox(client, testKeys().SEALING_KEYS, [good]);
  const running = await aNotifier({ log });
  await eventually(async () => expect(await states()).toEqual({ delivered: 1, failed: 2 }));
  const metrics = await (await fetch(`http://127.0.0.1:${running.opsPort}/metrics`)).text();
  await running[Symbol.asyncDispose]();
  expect(log.text()).toContain('notifier is running');
  for (const secret of [good.name, bad.name, '1000009876', ...numbers, 'password']) {
    expect(log.text()).not.toContain(secret);
    expect(metrics).not.toContain(secret);
  }
  const { rows } = await client.query('SELECT last_error FROM message');
  expect(JSON.stringify(rows)).not.toMatch(/비밀|9876/);
});

test('it is ready when database and carrier answer', async () => {
  await using mortal = await aSandbox();
  const running = await aNotifier({ smppUrl: mortal.smppUrl });
  const ready = async () => (await fetch(`http://127.0.0.1:${running.opsPort}/readyz`)).json();
  await eventually(async () =>
    expect(await ready()).toEqual({ status: 'ok', dependencies: { postgres: true, carrier: true } }),
  );
  await mortal.end('SIGKILL');
  await eventually(async () =>
    expect(await ready()).toEqual({ status: 'unavailable', dependencies: { postgres: true, carrier: false } }),
  );
});
