import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { formatInSeoul } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { aSandbox, type SandboxProcess } from './a-sandbox.ts';
import { anOutbox, people, type TestOutbox } from './an-outbox.ts';

const HOUR_MS = 3_600_000;
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
});
afterEach(async () => {
  await outbox[Symbol.asyncDispose]();
});

/** Closes what one booking holds, as staff do: the person is told, with a seat kept for them or without. */
async function displace(number: string, kept: boolean): Promise<void> {
  await outbox.client.query(
    `WITH displaced AS (
       UPDATE booking SET state = 'displaced', version = version + 1 WHERE number = $1 RETURNING *
     ), offered AS (
       INSERT INTO offer (booking_id, slot_id, expires_at)
       SELECT id, slot_id, '2021-08-12T18:00+09:00' FROM displaced WHERE $2 RETURNING *
     )
     INSERT INTO message (booking_id, kind, version, sealed_contact, language, offer_id)
     SELECT displaced.id, CASE WHEN $2 THEN 'offer' ELSE 'displacement' END::message_kind, version, sealed_contact,
       language, offered.id
     FROM displaced LEFT JOIN offered ON true`,
    [number, kept],
  );
}

/** Quiet for the two hours around now. */
function quietNow(): string {
  return `${timeIn(-HOUR_MS)}-${timeIn(HOUR_MS)}`;
}

function timeIn(ms: number): string {
  return formatInSeoul(new Date(Date.now() + ms), 'HH:mm');
}

async function textsOf(number: string): Promise<string[]> {
  return (await sandbox.inbox()).map(({ text }) => text).filter((text) => text.includes(`${number}\n`));
}

test('at night confirmations go, displacements and offers wait for the morning', async () => {
  const [displaced = '', offered = '', booked = ''] = await outbox.seed(people(3));
  await displace(displaced, false);
  await displace(offered, true);
  await outbox.notifier(sandbox.smppUrl, { env: { QUIET_HOURS: quietNow() } });
  await eventually(
    async () => expect(await outbox.states()).toEqual({ superseded: 2, queued: 2, delivered: 1 }),
    PATIENCE,
  );
  expect(await textsOf(booked)).toHaveLength(1);
  const { rows } = await outbox.client.query(
    `SELECT attempts, extract(epoch FROM next_attempt_at - now())::int AS seconds FROM message WHERE state = 'queued'`,
  );
  for (const { attempts, seconds } of rows) {
    expect(attempts).toBe(0);
    expect(seconds).toBeGreaterThan(3_500 - 60);
    expect(seconds).toBeLessThanOrEqual(3_600);
  }
});

test('by day they say what was closed, what is kept and until when, and arrive from the one number', async () => {
  const [displaced = '', offered = ''] = await outbox.seed(people(2));
  await displace(displaced, false);
  await displace(offered, true);
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ superseded: 2, delivered: 2 }), PATIENCE);
  expect(await textsOf(displaced)).toEqual([expect.stringContaining('우선 예약할 권리는 그대로입니다')]);
  expect(await textsOf(offered)).toEqual([expect.stringContaining('2021년 8월 12일 목요일 오후 6시까지 맡아 둡니다')]);
  expect((await sandbox.inbox()).every(({ from }) => from === '1339')).toBe(true);
});

test('a moved slot: the message shows the time in force when it goes, not the one it was written for', async () => {
  const [number = ''] = await outbox.seed(people(1));
  await outbox.client.query(`UPDATE slot SET starts_at = '2021-08-17T14:00+09:00'`);
  await outbox.notifier(sandbox.smppUrl);
  await eventually(async () => expect(await outbox.states()).toEqual({ delivered: 1 }), PATIENCE);
  expect(await textsOf(number)).toEqual([expect.stringContaining('2021년 8월 17일 화요일 오후 2시')]);
});
