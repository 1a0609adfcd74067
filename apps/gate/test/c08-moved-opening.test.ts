import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { civilDateSchema } from '@sunbeon/core';
import { aWindow, eventually } from '@sunbeon/test-kit';
import { z } from 'zod';
import { createGate } from '../src/index.ts';
import { aGate, aPerson, type TestGate } from './a-gate.ts';
import { call, problemOf } from './call.ts';
import { joined } from './the-way-in.ts';

/** Two gates before one line. */
let gates: [TestGate, TestGate];
beforeAll(async () => {
  const gate = await aGate();
  gates = [gate, { ...gate, gate: await createGate(gate.config) }];
});
afterAll(async () => {
  await gates[1].gate[Symbol.asyncDispose]();
  await gates[0][Symbol.asyncDispose]();
});

const refusal = z.object({ code: z.literal('window-not-open'), opensAt: z.string() });
const iso = (ms: number) => new Date(ms).toISOString();

/** Somebody new tries to get in again and again; what each attempt was told, and when it was made. */
async function hammer(gate: TestGate, windowId: string, untilMs: number) {
  const attempts: { atMs: number; status: number; opensAt: string | undefined }[] = [];
  while (Date.now() < untilMs) {
    const { session } = await aPerson(gate);
    const atMs = Date.now();
    const answer = await call(gate, 'POST', `/v1/windows/${windowId}/tickets`, { bearer: session });
    attempts.push({ atMs, status: answer.status, opensAt: refusal.safeParse(answer.body).data?.opensAt });
  }
  return attempts;
}

test('C08: an opening moved a moment before it lets nobody in by the old time, at any gate', async () => {
  const [first] = gates;
  const window = aWindow({ opensAtMs: Date.now() + 1_200 });
  const movedToMs = window.opensAtMs + 2_500;
  await first.room.publishWindow(window);
  await Promise.all(gates.map((gate) => knows(gate, window.id)));
  const hammering = [...gates, ...gates, ...gates].map((gate) => hammer(gate, window.id, window.opensAtMs + 1_200));
  await eventually(() => expect(Date.now()).toBeGreaterThan(window.opensAtMs - 300));
  expect(await first.room.publishWindow({ ...window, version: 2, opensAtMs: movedToMs })).toBe(true);
  const inForceMs = Date.now();

  const attempts = (await Promise.all(hammering)).flat();
  const after = attempts.filter(({ atMs }) => atMs > inForceMs);
  expect(after.filter(({ atMs }) => atMs > window.opensAtMs).length).toBeGreaterThan(4);
  expect(new Set(attempts.map(({ status }) => status))).toEqual(new Set([403]));
  // From the instant on at which the change is in force, and not a cache's age later.
  expect(new Set(after.map(({ opensAt }) => opensAt))).toEqual(new Set([iso(movedToMs)]));
  for (const gate of gates) expect(await shownBy(gate, window.id)).toEqual([iso(movedToMs), iso(movedToMs)]);
  expect((await first.room.status(window.id))?.issued).toBe(0);
  await eventually(async () =>
    expect(await joined(first, window.id, await aPerson(first))).toMatchObject({ number: 1 }),
  );
});

async function knows(gate: TestGate, windowId: string): Promise<void> {
  await eventually(async () => expect((await call(gate, 'GET', `/v1/windows/${windowId}/status`)).status).toBe(200));
}

/** The opening as the list and the status say it. */
async function shownBy(gate: TestGate, windowId: string): Promise<(string | undefined)[]> {
  const status = await call(gate, 'GET', `/v1/windows/${windowId}/status`);
  const list = await call(gate, 'GET', '/v1/windows');
  const opening = z.object({ opensAt: z.string() });
  const { windows } = z.object({ windows: z.array(opening.extend({ id: z.string() })) }).parse(list.body);
  return [opening.parse(status.body).opensAt, windows.find(({ id }) => id === windowId)?.opensAt];
}

test('C08: moved later while people wait, and back again: places stay, nobody is let in meanwhile', async () => {
  const [first, second] = gates;
  const window = aWindow();
  await first.room.publishWindow(window);
  await Promise.all(gates.map((gate) => knows(gate, window.id)));
  const people = await Promise.all(Array.from({ length: 20 }, () => aPerson(first)));
  const tickets = [];
  for (const person of people) tickets.push(await joined(first, window.id, person));
  await first.room.callNext(window.id);

  const opensAtMs = Date.now() + 60_000;
  await first.room.publishWindow({ ...window, version: 2, opensAtMs });
  const [ticket] = tickets;
  for (const gate of gates) {
    const refused = await call(gate, 'POST', '/v1/admissions', { bearer: ticket?.ticket ?? '' });
    expect(problemOf(refused)).toBe('403 window-not-open');
    expect(refused.body).toMatchObject({ opensAt: iso(opensAtMs) });
  }
  await first.room.publishWindow({ ...window, version: 3 });
  for (const [index, person] of people.entries()) {
    expect(await joined(second, window.id, person)).toMatchObject({ number: index + 1 });
  }
  expect((await call(second, 'POST', '/v1/admissions', { bearer: ticket?.ticket ?? '' })).status).toBe(201);
});

test.each([
  ['paused', { paused: true }],
  ['exhausted', { exhausted: true, remaining: 0 }],
  ['closed', { closed: true }],
])('every gate says %s within a moment, and open again', async (state, change) => {
  const window = aWindow();
  await gates[0].room.publishWindow(window);
  const says = (expected: string) =>
    Promise.all(
      gates.map((gate) =>
        eventually(
          async () => {
            const answer = await call(gate, 'GET', `/v1/windows/${window.id}/status`);
            expect(answer.body).toMatchObject({ state: expected });
          },
          { timeoutMs: 2_000 },
        ),
      ),
    );
  await says('open');
  await gates[0].room.publishWindow({ ...window, version: 2, ...change });
  await says(state);
  await gates[0].room.publishWindow({ ...window, version: 3, remaining: 5 });
  await says('open');
});

test('a cohort that is changed decides who may come in from then on', async () => {
  const window = aWindow();
  const [first] = gates;
  await first.room.publishWindow(window);
  await knows(first, window.id);
  const person = await aPerson(first, civilDateSchema.parse('1967-05-01'));
  const cohort = { ...window.cohort, birthFrom: civilDateSchema.parse('1968-01-01') };
  await first.room.publishWindow({ ...window, version: 2, cohort });
  await eventually(async () => {
    const answer = await call(first, 'POST', `/v1/windows/${window.id}/tickets`, { bearer: person.session });
    expect(problemOf(answer)).toBe('403 not-eligible');
  });
});
