import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { aSandbox, type SandboxProcess, WELL } from './a-sandbox.ts';
import { anOutbox, figure, people, type TestOutbox } from './an-outbox.ts';

const PATIENCE = { timeoutMs: 40_000 };
const TEN_SECONDS = { responseDelayMs: 10_000, deliveryDelayMs: 60_000 };

// Processes of their own take long to start when the machine is busy.
jest.setTimeout(90_000);

let outbox: TestOutbox;
let slow: SandboxProcess;
let other: SandboxProcess;
beforeAll(async () => {
  [slow, other] = await Promise.all([aSandbox(), aSandbox()]);
});
afterAll(async () => {
  await Promise.all([slow[Symbol.asyncDispose](), other[Symbol.asyncDispose]()]);
});
beforeEach(async () => {
  outbox = await anOutbox();
  await Promise.all([slow.behave(WELL), other.behave(WELL)]);
});
afterEach(async () => {
  await outbox[Symbol.asyncDispose]();
});

/** Cancels every booking, in the order they were made, each with its message. */
async function cancelAll(): Promise<void> {
  await outbox.client.query(`
    WITH cancelled AS (UPDATE booking SET state = 'cancelled', version = version + 1 RETURNING *)
    INSERT INTO message (booking_id, kind, version, sealed_contact, language)
    SELECT id, 'cancellation', version, sealed_contact, language FROM cancelled`);
}

test('a carrier that takes ten seconds a message holds no transaction and no row, so it delays no booking', async () => {
  await slow.behave(TEN_SECONDS);
  await outbox.seed(people(30));
  const running = await outbox.notifier(slow.smppUrl, { env: { SMPP_WINDOW: '20' } });
  await eventually(async () => expect(await figure(running, 'notifier_messages_in_flight')).toBe(20), PATIENCE);
  await outbox.client.query(`SET lock_timeout = '200ms'`);
  await cancelAll();
  const { rows } = await outbox.client.query(`
    SELECT count(*)::int AS held FROM pg_stat_activity
    WHERE datname = current_database() AND state LIKE 'idle in transaction%'`);
  expect(rows).toEqual([{ held: 0 }]);
});

test('it holds up no more messages than its window takes: the others go by the second carrier at once', async () => {
  await slow.behave(TEN_SECONDS);
  const env = { SMPP_FALLBACK_URL: other.smppUrl, SMPP_WINDOW: '12' };
  const running = await outbox.notifier(slow.smppUrl, { env });
  await eventually(async () => expect(await figure(running, 'notifier_carrier_available')).toBe(1), PATIENCE);
  await outbox.seed(people(200));
  const startedAtMs = Date.now();
  await eventually(async () => expect(await outbox.states()).toEqual({ queued: 12, delivered: 188 }), PATIENCE);
  expect(Date.now() - startedAtMs).toBeLessThan(10_000);
});

test('messages follow when the carrier is back, in order for everyone, once', async () => {
  const mortal = outbox.use(await aSandbox());
  const running = await outbox.notifier(mortal.smppUrl);
  await eventually(async () => expect(await figure(running, 'notifier_carrier_available')).toBe(1), PATIENCE);
  await mortal.end('SIGTERM');
  // Two bookings each, as where two doses are booked together.
  const recipients = people(25);
  const keys = recipients.map((_, index) => `person-${String(index).padStart(15, '0')}`);
  const firsts = await outbox.seed(
    recipients.map((recipient, index) => ({ ...recipient, personKey: keys[index] ?? '' })),
  );
  await outbox.client.query(`UPDATE booking SET campaign_id = 'another'`);
  const seconds = await outbox.seed(
    recipients.map((recipient, index) => ({ ...recipient, personKey: keys[index] ?? '' })),
  );
  const back = outbox.use(await aSandbox({ SANDBOX_SMPP_PORT: String(mortal.smppPort) }));
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 50 }), PATIENCE);
  const texts = (await back.inbox()).toReversed().map(({ text }) => text);
  expect(texts).toHaveLength(50);
  for (const [index, first] of firsts.entries()) {
    const position = (number: string) => texts.findIndex((text) => text.includes(`${number}\n`));
    expect(position(first)).toBeLessThan(position(seconds[index] ?? ''));
  }
});

test('a booking cancelled while its confirmation was stuck: the confirmation never comes', async () => {
  const running = await outbox.notifier('smpp://us:password@127.0.0.1:1');
  const numbers = await outbox.seed(people(5));
  await cancelAll();
  await running[Symbol.asyncDispose]();
  await outbox.notifier(other.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ superseded: 5, delivered: 5 }), PATIENCE);
  const texts = (await other.inbox())
    .map(({ text }) => text)
    .filter((text) => numbers.some((number) => text.includes(number)));
  expect(texts).toHaveLength(5);
  expect(texts.every((text) => text.includes('취소되었습니다'))).toBe(true);
});
