import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { eventually, testKeys } from '@sunbeon/test-kit';
import { aSandbox, type SandboxProcess } from './a-sandbox.ts';
import { anOutbox, people, type TestOutbox } from './an-outbox.ts';
import { captureLog } from './capture-log.ts';

// Processes of their own take long to start when the machine is busy.
jest.setTimeout(90_000);
const PATIENCE = { timeoutMs: 40_000 };

let outbox: TestOutbox;
let sandbox: SandboxProcess;

beforeAll(async () => {
  sandbox = await aSandbox();
});
afterAll(async () => {
  await sandbox[Symbol.asyncDispose]();
});
beforeEach(async () => {
  outbox = await anOutbox();
});
afterEach(async () => {
  await outbox[Symbol.asyncDispose]();
});

async function textsOf(numbers: readonly string[], carrier = sandbox): Promise<string[]> {
  const texts = (await carrier.inbox(10_000)).map(({ text }) => text);
  return numbers.flatMap((number) => texts.filter((text) => text.includes(`${number}\n`)));
}

test('a committed booking is confirmed on the phone, and the database knows that it arrived', async () => {
  const [number = ''] = await outbox.seed([{ name: '김영수', phone: '+821000000001' }]);
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1 }), PATIENCE);
  const [message] = await sandbox.inbox(1);
  expect(message).toMatchObject({ to: '+821000000001', from: '1339' });
  expect(message?.text).toContain(`예약 번호: ${number}\n성함: 김영수\n일시: 2021년 8월 16일 월요일 오전 9시\n`);
  const { rows } = await outbox.client.query('SELECT carrier_message_id, attempts, sent_at, settled_at FROM message');
  expect(rows).toMatchObject([{ carrier_message_id: message?.id, attempts: 1 }]);
  expect(rows[0].sent_at).not.toBeNull();
  expect(rows[0].settled_at).not.toBeNull();
});

test('messages to a crowd arrive once each, whoever of two notifiers sends them', async () => {
  const numbers = await outbox.seed(people(1_500));
  await outbox.notifier(sandbox.smppUrl);
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1_500 }), PATIENCE);
  expect(await textsOf(numbers)).toHaveLength(1_500);
});

test('while the carrier is away messages wait without losing an attempt, and follow once', async () => {
  await using first = await aSandbox();
  await outbox.notifier(first.smppUrl);
  const before = await outbox.seed(people(20));
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 20 }), PATIENCE);
  await first.end('SIGTERM');
  const after = await outbox.seed(people(30));
  await using second = await aSandbox({ SANDBOX_SMPP_PORT: String(first.smppPort) });
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 50 }), PATIENCE);
  expect(await textsOf(after, second)).toHaveLength(30);
  expect(await textsOf(before, second)).toHaveLength(0);
  const { rows } = await outbox.client.query('SELECT max(attempts) AS attempts FROM message');
  expect(rows).toEqual([{ attempts: 1 }]);
});

test('a contact nobody can open and a number that is no Korean mobile are given up, the others go on', async () => {
  await outbox.seed([{ name: '김영수', phone: '+821000000001' }], testKeys().SEALING_KEYS);
  const elsewhere = ['12', '+819012345678', '+19005550100', '+8221234567', '+8260012345678'];
  await outbox.seed(elsewhere.map((phone) => ({ name: '이미경', phone })));
  await outbox.seed(people(3));
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 3, failed: 6 }), PATIENCE);
  const { rows } = await outbox.client.query(`SELECT last_error FROM message WHERE state = 'failed' ORDER BY id`);
  const refused = elsewhere.map(() => ({ last_error: 'refused: not a Korean mobile number' }));
  expect(rows).toEqual([{ last_error: 'contact-unreadable' }, ...refused]);
});

test('stopping leaves nothing half done: each message is sent and noted, or free for the next notifier at once', async () => {
  const numbers = await outbox.seed(people(3_000));
  const running = await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect((await outbox.states())['queued']).toBeLessThan(3_000), PATIENCE);
  await running[Symbol.asyncDispose]();
  const { rows } = await outbox.client.query(
    `SELECT count(*)::int AS held FROM message WHERE state = 'queued' AND (carrier IS NOT NULL OR attempts > 0)`,
  );
  expect(rows).toEqual([{ held: 0 }]);
  const { queued = 0 } = await outbox.states();
  expect(await textsOf(numbers)).toHaveLength(3_000 - queued);
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 3_000 }), PATIENCE);
  expect(await textsOf(numbers)).toHaveLength(3_000);
});

test('a carrier that has stopped answering does not hold up the end, and nothing is left claimed for good', async () => {
  const frozen = outbox.use(await aSandbox());
  await outbox.seed(people(2));
  const running = await outbox.notifier(frozen.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 2 }), PATIENCE);
  frozen.signal('SIGSTOP');
  await outbox.seed(people(700));
  await eventually(async () => {
    const { rows } = await outbox.client.query(
      'SELECT count(*)::int AS claimed FROM message WHERE carrier IS NOT NULL',
    );
    expect(rows).toEqual([{ claimed: 502 }]);
  });
  await running[Symbol.asyncDispose]();
  // What had been handed over is asked about; what had not yet, or was not even claimed, has lost no attempt.
  const { rows } = await outbox.client.query<{ doubtful: boolean; attempts: number; count: number }>(
    `SELECT carrier IS NOT NULL AS doubtful, attempts, count(*)::int
     FROM message WHERE state = 'queued' GROUP BY 1, 2 ORDER BY 1`,
  );
  expect(rows).toMatchObject([
    { doubtful: false, attempts: 0 },
    { doubtful: true, attempts: 1 },
  ]);
  expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(700);
  expect(rows[1]?.count).toBeLessThanOrEqual(500);
});

test('the log says nothing of names, phones, texts or passwords, whatever goes wrong', async () => {
  const log = captureLog();
  const [good, bad] = [
    { name: '남궁비밀', phone: '+821000009876' },
    { name: '독고비밀', phone: '98' },
  ];
  const numbers = await outbox.seed([good, bad]);
  await outbox.seed([good], testKeys().SEALING_KEYS);
  const running = await outbox.notifier(sandbox.smppUrl, { log });
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1, failed: 2 }), PATIENCE);
  const metrics = await (await fetch(`http://127.0.0.1:${running.opsPort}/metrics`)).text();
  await running[Symbol.asyncDispose]();
  expect(log.text()).toContain('notifier is running');
  for (const secret of [good.name, bad.name, '1000009876', ...numbers, 'password']) {
    expect(log.text()).not.toContain(secret);
    expect(metrics).not.toContain(secret);
  }
  const { rows } = await outbox.client.query('SELECT last_error FROM message');
  expect(JSON.stringify(rows)).not.toMatch(/비밀|9876/);
});

test('it is ready when database and carrier answer, and tells of each carrier besides', async () => {
  await using mortal = await aSandbox();
  const running = await outbox.notifier(mortal.smppUrl);
  const ready = async () => (await fetch(`http://127.0.0.1:${running.opsPort}/readyz`)).json();
  await eventually(async () =>
    expect(await ready()).toMatchObject({
      status: 'ok',
      dependencies: { postgres: true, carrier: true },
      carriers: [{ available: true, circuit: 'closed', inFlight: 0 }],
    }),
  );
  await mortal.end('SIGKILL');
  await eventually(async () =>
    expect(await ready()).toMatchObject({
      status: 'unavailable',
      dependencies: { postgres: true, carrier: false },
      carriers: [{ available: false }],
    }),
  );
});
