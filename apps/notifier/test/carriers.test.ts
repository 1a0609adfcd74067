import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import type { Notifier } from '../src/index.ts';
import { aSandbox, type SandboxProcess, WELL } from './a-sandbox.ts';
import { anOutbox, figure, people, type TestOutbox } from './an-outbox.ts';

const PATIENCE = { timeoutMs: 40_000 };
const ILL = { refuseWith: 'ESME_RSYSERR' };

// Processes of their own take long to start when the machine is busy.
jest.setTimeout(90_000);

let outbox: TestOutbox;
let first: SandboxProcess;
let second: SandboxProcess;
beforeAll(async () => {
  [first, second] = await Promise.all([aSandbox(), aSandbox()]);
});
afterAll(async () => {
  await Promise.all([first[Symbol.asyncDispose](), second[Symbol.asyncDispose]()]);
});
beforeEach(async () => {
  outbox = await anOutbox();
  await Promise.all([first.behave(WELL), second.behave(WELL)]);
});
afterEach(async () => {
  await outbox[Symbol.asyncDispose]();
});

async function withBoth(env: Readonly<Record<string, string>> = {}): Promise<Notifier> {
  const running = await outbox.notifier(first.smppUrl, { env: { SMPP_FALLBACK_URL: second.smppUrl, ...env } });
  for (const { smppPort } of [first, second]) {
    await eventually(
      async () => expect(await figure(running, 'notifier_carrier_available', String(smppPort))).toBe(1),
      PATIENCE,
    );
  }
  return running;
}

/** How many messages each carrier holds of these numbers. */
async function held(numbers: readonly string[]): Promise<number[]> {
  const inboxes = await Promise.all([first.inbox(10_000), second.inbox(10_000)]);
  return inboxes.map(
    (inbox) => inbox.filter(({ text }) => numbers.some((number) => text.includes(`${number}\n`))).length,
  );
}

function circuit(running: Notifier, { smppPort }: SandboxProcess): Promise<number> {
  return figure(running, 'notifier_carrier_circuit', String(smppPort));
}

test('everything goes by the first carrier while it is well', async () => {
  await withBoth();
  const numbers = await outbox.seed(people(60));
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 60 }), PATIENCE);
  expect(await held(numbers)).toEqual([60, 0]);
});

test('a carrier that fails is left after five messages in a row, and taken again when it is well', async () => {
  const running = await withBoth({ SMPP_WINDOW: '8' });
  await first.behave(ILL);
  const during = await outbox.seed(people(40));
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 40 }), PATIENCE);
  expect(await held(during)).toEqual([0, 40]);
  expect(await circuit(running, first)).toBeGreaterThan(0);
  expect(await circuit(running, second)).toBe(0);
  // Eight were on their way when it failed, and each later look at it costs a message nothing.
  const { rows } = await outbox.client.query('SELECT count(*)::int FROM message WHERE attempts > 1');
  expect(rows[0].count).toBeLessThanOrEqual(8);
  await first.behave(WELL);
  const after = await eventually(async () => {
    const numbers = await outbox.seed(people(1));
    await eventually(async () => expect((await outbox.states())['queued']).toBeUndefined(), PATIENCE);
    expect(await circuit(running, first)).toBe(0);
    return numbers;
  }, PATIENCE);
  expect(await held(after)).toEqual([1, 0]);
});

test('a carrier that is not there costs no attempt', async () => {
  const { smppUrl } = first;
  await outbox.notifier('smpp://us:password@127.0.0.1:1', { env: { SMPP_FALLBACK_URL: smppUrl } });
  await outbox.seed(people(5));
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 5 }), PATIENCE);
  const { rows } = await outbox.client.query('SELECT max(attempts) FROM message');
  expect(rows).toEqual([{ max: 1 }]);
});

test('while both fail messages wait and lose no attempts by it, then each goes once', async () => {
  const running = await withBoth();
  await Promise.all([first.behave(ILL), second.behave(ILL)]);
  const numbers = await outbox.seed(people(10));
  // Several looks at carriers that still fail.
  await eventually(
    async () => expect(await figure(running, 'notifier_send_failures_total', 'unavailable')).toBeGreaterThanOrEqual(4),
    PATIENCE,
  );
  const { rows } = await outbox.client.query('SELECT state, max(attempts) FROM message GROUP BY state');
  expect(rows).toEqual([{ state: 'queued', max: 2 }]);
  await Promise.all([first.behave(WELL), second.behave(WELL)]);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 10 }), PATIENCE);
  expect((await held(numbers)).reduce((sum, count) => sum + count, 0)).toBe(10);
});

test('what one carrier says of its ids is not about the other one', async () => {
  await withBoth();
  await outbox.seed(people(1));
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1 }), PATIENCE);
  const { rows } = await outbox.client.query('SELECT carrier FROM message');
  expect(rows).toEqual([{ carrier: `sunbeon@127.0.0.1:${first.smppPort}` }]);
});
