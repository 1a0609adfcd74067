import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Keyring, sealContact } from '@sunbeon/crypto';
import { freePort } from '@sunbeon/embedded';
import { ResourceStack } from '@sunbeon/service-kit';
import pg from 'pg';
import { cpuBetween, cpuSeconds } from '../../replay/cpu.ts';
import type { Bench } from '../bench.ts';
import { BookingGround } from '../drain/booking-ground.ts';
import type { Scenario } from '../finding.ts';
import { startNotifier, startSandbox } from '../server-process.ts';
import { median } from '../statistics.ts';

const MESSAGES_PER_SECOND = 1_000;
const WARM_UP = 1_000;
const LOOK_AGAIN_MS = 50;

/** From a full outbox through one notifier to a carrier on the same machine, and the receipts back. */
export const outbox: Scenario = {
  name: 'outbox',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const ground = held.use(await BookingGround.open());
    const { SANDBOX_CLIENT_SECRET, SANDBOX_SMPP_PASSWORD, SEALING_KEYS } = bench.keys;
    const port = await freePort();
    const sandbox = held.use(
      await startSandbox({ SANDBOX_CLIENT_SECRET, SANDBOX_SMPP_PASSWORD, SANDBOX_SMPP_PORT: String(port) }),
    );
    const SMPP_URL = `smpp://sunbeon:${SANDBOX_SMPP_PASSWORD}@127.0.0.1:${port}?query=reference`;
    const notifier = held.use(await startNotifier({ DATABASE_URL: ground.url, SEALING_KEYS, SMPP_URL }));
    const processes = [
      { name: 'notifier', pid: notifier.pid },
      { name: 'Postgres', pid: ground.pid },
      { name: 'carrier', pid: sandbox.pid },
    ];
    await sendAll(bench, ground, WARM_UP);
    const rounds: { readonly perSecond: number; readonly micros: ReadonlyMap<string, number> }[] = [];
    for (let round = 0; round < bench.effort.rounds; round += 1) {
      const count = bench.effort.secondsPerRound * MESSAGES_PER_SECOND;
      const before = cpuSeconds(processes);
      const { insertedMs, ms } = await sendAll(bench, ground, count);
      const used = cpuBetween(before, cpuSeconds(processes));
      const micros = new Map([...used].map(([name, seconds]) => [name, (seconds / count) * 1_000_000]));
      rounds.push({ perSecond: (count / (ms - insertedMs)) * 1_000, micros });
    }
    const microsOf = (name: string) => median(rounds.map(({ micros }) => micros.get(name) ?? Number.NaN));
    return [
      {
        scenario: 'outbox',
        name: 'messages a second through one notifier',
        value: median(rounds.map(({ perSecond }) => perSecond)),
        unit: '/s',
        target: null,
        detail: 'from the commit to the last receipt',
      },
      {
        scenario: 'outbox',
        name: 'CPU time of the notifier for a message',
        value: microsOf('notifier'),
        unit: 'µs',
        target: null,
        detail: `beside it Postgres ${microsOf('Postgres').toFixed(0)} (writing the bookings included) and the carrier ${microsOf('carrier').toFixed(0)}`,
      },
    ];
  },
};

/** Books so many people at once, by hand, and waits until every message has its receipt. */
async function sendAll(bench: Bench, ground: BookingGround, count: number) {
  const people = Array.from({ length: count }, () => randomUUID());
  const keys = Keyring.parse(bench.keys.SEALING_KEYS);
  // A phone of their own each: an inbox that everything goes to would be what is measured.
  const sealed = await Promise.all(
    people.map((person, index) => sealContact(keys, { name: '홍길동', phone: phoneOf(index) }, person)),
  );
  const client = new pg.Client({ connectionString: ground.url });
  await client.connect();
  try {
    const startedMs = performance.now();
    await client.query(
      `WITH person AS (SELECT * FROM unnest($1::text[], $2::text[]) AS person (key, sealed)), booked AS (
         INSERT INTO booking (id, number, request_id, campaign_id, window_id, slot_id, person_key, sealed_contact, language, booked_at)
         SELECT gen_random_uuid(), key, key, $3, $3, $4, key, sealed, 'ko', now() FROM person RETURNING id, sealed_contact
       )
       INSERT INTO message (booking_id, kind, version, sealed_contact, language)
       SELECT id, 'confirmation', 1, sealed_contact, 'ko' FROM booked`,
      [people, sealed, ground.windowId, ground.slots[0]],
    );
    const insertedMs = performance.now() - startedMs;
    for (;;) {
      const { rowCount } = await client.query(`SELECT FROM message WHERE state IN ('queued', 'sent') LIMIT 1`);
      if (rowCount === 0) return { insertedMs, ms: performance.now() - startedMs };
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    await client.end();
  }
}

function phoneOf(index: number): string {
  return `+8210${String(10_000_000 + index)}`;
}
