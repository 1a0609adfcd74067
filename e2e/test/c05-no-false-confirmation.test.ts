import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { z } from 'zod';
import { citizens, type House, openHouse, outcomeOf, passFor, scheduleNight } from '../house.ts';

const inboxSchema = z.object({ messages: z.array(z.object({ text: z.string() })) });
const BOOKING_NUMBER = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

/** Ends a service without a word, as a power cut does, as soon as it runs. The stack starts it again. */
async function kill(name: 'worker' | 'notifier'): Promise<void> {
  await eventually(() => {
    const pid = house.stack.services.get(name)?.pid;
    if (!pid) throw new Error(`${name} does not run`);
    process.kill(pid, 'SIGKILL');
  });
}

test('c05: kill the worker and the notifier in the middle: who is told "booked" is booked, and nobody else', async () => {
  const { gate, database, stack } = house;
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 1_500, sites: 5, capacity: 2 });
  const people = await citizens(house, 100);
  const answer = await gate.slots(id);
  const slots = answer.ok ? answer.body.slots.map((slot) => slot.id) : [];
  await eventually(() => expect(Date.now()).toBeGreaterThan(opensAtMs));

  let received = 0;
  const outcomes = await Promise.all(
    people.map(async ({ personKey, session }, index) => {
      const pass = await passFor(house, id, session);
      const key = randomUUID();
      const choices = [slots[index % slots.length] ?? '', slots[(index + 7) % slots.length] ?? ''];
      const receipt = await gate.book(pass, key, choices);
      if (!receipt.ok) throw new Error(receipt.code);
      received += 1;
      if (received === 10 || received === 60) await kill('worker');
      if (received === 30) await kill('notifier');
      const outcome = await outcomeOf(house, pass, receipt.body.requestId);
      return { personKey, outcome };
    }),
  );

  const { rows } = await database.query<{ person_key: string; number: string }>(
    'SELECT person_key, number FROM booking',
  );
  const told = outcomes.flatMap(({ personKey, outcome }) =>
    outcome.state === 'confirmed' ? [[personKey, outcome.booking?.number]] : [],
  );
  expect(new Map(rows.map((row) => [row.person_key, row.number]))).toEqual(new Map(told.map(([p, n]) => [p, n])));
  expect(rows).toHaveLength(80);

  await eventually(
    async () => {
      const open = await database.query(`SELECT 1 FROM message WHERE state = 'queued'`);
      expect(open.rowCount).toBe(0);
    },
    { timeoutMs: 90_000 },
  );
  const response = await house.fetch(`${stack.sandboxUrl}/inbox.json?limit=1000`);
  const { messages } = inboxSchema.parse(await response.json());
  const confirmed = new Set(messages.map(({ text }) => BOOKING_NUMBER.exec(text)?.[0]));
  expect(confirmed).toEqual(new Set(rows.map(({ number }) => number)));
});
