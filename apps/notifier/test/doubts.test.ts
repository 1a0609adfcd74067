import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { aProcess } from './a-process.ts';
import { aSandbox, type SandboxProcess, WELL } from './a-sandbox.ts';
import { anOutbox, figure, people, type TestOutbox } from './an-outbox.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
/** The carrier answers long after the notifier has stopped waiting. */
const IMPATIENT = { SMPP_RESPONSE_LIMIT_MS: '300' };
const LATE = { responseDelayMs: 2_000 };
const PATIENCE = { timeoutMs: 40_000 };

// Processes of their own take long to start when the machine is busy.
jest.setTimeout(90_000);

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
  await sandbox.behave(WELL);
});
afterEach(async () => {
  await outbox[Symbol.asyncDispose]();
});

/** How often the carrier holds a message with each of these numbers. */
async function copies(numbers: readonly string[], carrier = sandbox): Promise<number[]> {
  const texts = (await carrier.inbox(10_000)).map(({ text }) => text);
  return numbers.map((number) => texts.filter((text) => text.includes(`${number}\n`)).length);
}

/** The claims of whoever died have lapsed. */
async function claimsLapse(): Promise<void> {
  await outbox.client.query(`UPDATE message SET next_attempt_at = now() WHERE state = 'queued'`);
}

test('an answer that went missing: the carrier is asked, has the message, and nothing goes twice', async () => {
  await sandbox.behave({ ...LATE, deliveryDelayMs: 60_000 });
  const numbers = await outbox.seed(people(3));
  const running = await outbox.notifier(sandbox.smppUrl, { env: IMPATIENT });
  await eventually(async () => expect(await outbox.states()).toEqual({ sent: 3 }), PATIENCE);
  expect(await copies(numbers)).toEqual([1, 1, 1]);
  expect(await figure(running, 'notifier_doubts_total', 'answer="has-it"')).toBe(3);
  expect(await figure(running, 'notifier_ambiguous_sends_total')).toBe(0);
  const { rows } = await outbox.client.query(
    'SELECT DISTINCT attempts, carrier_message_id IS NOT NULL AS known FROM message',
  );
  expect(rows).toEqual([{ attempts: 1, known: true }]);
});

test('a receipt that names our message answers before anybody has to ask', async () => {
  await sandbox.behave(LATE);
  const numbers = await outbox.seed(people(1));
  const running = await outbox.notifier(sandbox.smppUrl, { env: IMPATIENT });
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1 }), PATIENCE);
  expect(await copies(numbers)).toEqual([1]);
  expect(await figure(running, 'notifier_doubts_total', 'answer="has-it"')).toBeNaN();
});

test('a carrier that lost the message does not know it: it is given it again', async () => {
  await sandbox.behave({ loses: true });
  const numbers = await outbox.seed(people(1));
  const running = await outbox.notifier(sandbox.smppUrl, { env: IMPATIENT });
  await eventually(async () => expect(await figure(running, 'notifier_send_failures_total')).toBe(1), PATIENCE);
  await sandbox.behave(WELL);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1 }), PATIENCE);
  expect(await copies(numbers)).toEqual([1]);
  expect(await figure(running, 'notifier_doubts_total', 'answer="unknown"')).toBe(2);
  expect(await figure(running, 'notifier_ambiguous_sends_total')).toBe(0);
});

test('where a carrier cannot be asked the message goes once more, and is counted', async () => {
  await sandbox.behave(LATE);
  const numbers = await outbox.seed(people(1));
  const mute = sandbox.smppUrl.replace('?query=reference', '');
  const running = await outbox.notifier(mute, { env: IMPATIENT });
  await eventually(async () => expect(await copies(numbers)).toEqual([1]), PATIENCE);
  await sandbox.behave(WELL);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1 }), PATIENCE);
  expect(await copies(numbers)).toEqual([2]);
  expect(await figure(running, 'notifier_ambiguous_sends_total')).toBe(1);
  const { rows } = await outbox.client.query('SELECT sent_again, attempts FROM message');
  expect(rows).toEqual([{ sent_again: true, attempts: 2 }]);
});

test('once more and no more: then people decide', async () => {
  await sandbox.behave({ ...LATE, deliveryDelayMs: 60_000 });
  const numbers = await outbox.seed(people(1));
  await outbox.notifier(sandbox.smppUrl.replace('?query=reference', ''), { env: IMPATIENT });
  await eventually(async () => expect(await outbox.states()).toEqual({ failed: 1 }), PATIENCE);
  expect(await copies(numbers)).toEqual([2]);
  const { rows } = await outbox.client.query('SELECT last_error FROM message');
  expect(rows).toEqual([{ last_error: 'ambiguous: unresolved' }]);
});

test('a notifier killed between handing over and noting: the next one asks, and every message goes once', async () => {
  await sandbox.behave({ responseDelayMs: 60_000, deliveryDelayMs: 60_000 });
  const numbers = await outbox.seed(people(40));
  const env = { ...outbox.env, SMPP_URL: sandbox.smppUrl, SMPP_WINDOW: '20' };
  const killed = outbox.use(await aProcess(MAIN, env, 'opsPort'));
  await eventually(
    async () => expect((await copies(numbers)).filter((count) => count === 1)).toHaveLength(20),
    PATIENCE,
  );
  await killed.end('SIGKILL');
  await sandbox.behave(WELL);
  await claimsLapse();
  const next = await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect((await outbox.states())['queued']).toBeUndefined(), PATIENCE);
  expect(await copies(numbers)).toEqual(numbers.map(() => 1));
  expect(await figure(next, 'notifier_doubts_total', 'answer="has-it"')).toBe(20);
});

test('a notifier frozen past its claims comes back and changes nothing of what others did', async () => {
  await sandbox.behave({ responseDelayMs: 60_000, deliveryDelayMs: 60_000 });
  const numbers = await outbox.seed(people(10));
  const env = { ...outbox.env, SMPP_URL: sandbox.smppUrl, SMPP_RESPONSE_LIMIT_MS: '4000' };
  const frozen = outbox.use(await aProcess(MAIN, env, 'opsPort'));
  await eventually(async () => expect(await copies(numbers)).toEqual(numbers.map(() => 1)), PATIENCE);
  frozen.signal('SIGSTOP');
  await sandbox.behave(WELL);
  await claimsLapse();
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ sent: 10 }), PATIENCE);
  frozen.signal('SIGCONT');
  // It has stopped waiting meanwhile, and notes what it still believes.
  await frozen.end('SIGTERM');
  expect(await outbox.states()).toEqual({ sent: 10 });
  expect(await copies(numbers)).toEqual(numbers.map(() => 1));
});
