import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type BookingOutcome, myBookingsSchema } from '@sunbeon/core';
import { runCli, StaffApi } from '@sunbeon/scripts';
import { eventually } from '@sunbeon/test-kit';
import { TOTP } from 'otpauth';
import { z } from 'zod';
import { citizens, type House, openHouse, outcomeOf } from '../house.ts';
import { type PersonOnRoll, peopleOnRoll } from '../on-the-roll.ts';

const AGENTS = 3;
const CALLERS = 12;
const CROWD = 2_000;
const PUBLIC_SEATS = 4;
const REASON = '전화 예약';

let house: House;
const agents: StaffApi[] = [];

beforeAll(async () => {
  house = await openHouse();
  for (let n = 0; n < AGENTS; n += 1) agents.push(await anAgent(`agent-${n}`));
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

/** The staff API as somebody who has taken up their invitation uses it. */
async function anAgent(login: string): Promise<StaffApi> {
  const { accounts } = house.staff;
  const { invitation } = await accounts.invite({ login, name: '이상담', role: 'agent', siteId: null });
  const { totp } = await accounts.look(invitation.token);
  const code = new TOTP({ secret: totp.secret }).generate();
  const { token } = await accounts.accept({ token: invitation.token, password: randomUUID(), code });
  return new StaffApi(house.stack.staffUrl, token);
}

/** An open window for few people at a time, its slots by time. */
async function openWindow(): Promise<{ id: string; slots: string[] }> {
  const nowMs = Date.now();
  const { id } = await house.staff.createWindow({
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    opensAt: new Date(nowMs - 1_000).toISOString(),
    closesAt: new Date(nowMs + 3_600_000).toISOString(),
    maxActive: PUBLIC_SEATS,
    agentSeats: AGENTS,
  });
  const made = await house.staff.generateSlots(id, { sites: 2, days: 1, timesPerDay: 5, capacity: 4 });
  const slots = await eventually(async () => {
    const answer = await house.gate.slots(id);
    if (!answer.ok || answer.body.slots.length < made.slots) throw new Error('slots not shown yet');
    return answer.body.slots.map((slot) => slot.id);
  });
  return { id, slots };
}

async function ticketFor(windowId: string, session: string): Promise<string> {
  const joined = await house.gate.join(windowId, session);
  if (!joined.ok) throw new Error(joined.code);
  return joined.body.ticket;
}

async function passBy(ticket: string): Promise<string> {
  return eventually(async () => {
    const claimed = await house.gate.claim(ticket);
    if (!claimed.ok) throw new Error(claimed.code);
    return claimed.body.pass;
  });
}

/** A crowd of whom the first hold every seat of the public. */
async function saturate(windowId: string): Promise<string[]> {
  const crowd = await citizens(house, CROWD);
  const tickets: string[] = [];
  for (const { session } of crowd.slice(0, PUBLIC_SEATS)) tickets.push(await ticketFor(windowId, session));
  await Promise.all(tickets.map(passBy));
  const rest = crowd.slice(PUBLIC_SEATS);
  tickets.push(...(await Promise.all(rest.map(({ session }) => ticketFor(windowId, session)))));
  return tickets;
}

/** An agent takes one caller after the other. */
async function takeCalls(agent: StaffApi, window: string, slots: readonly string[], callers: readonly PersonOnRoll[]) {
  const outcomes: BookingOutcome[] = [];
  for (const { caller } of callers) {
    const { pass } = await agent.assisted.admit({ window, caller, reason: REASON });
    const choices = slots.slice(outcomes.length, outcomes.length + 3);
    outcomes.push(await agent.assisted.book(randomUUID(), { pass, slots: choices, reason: REASON }));
  }
  return outcomes;
}

test('c16: while the public has every seat and thousands wait, agents book for their callers by a door of their own', async () => {
  const { id, slots } = await openWindow();
  const callers = await peopleOnRoll(house, id, CALLERS);
  const tickets = await saturate(id);
  const waiting = await house.gate.claim(tickets.at(-1) ?? '');
  expect(waiting).toMatchObject({ ok: false, code: 'not-called' });

  const each = CALLERS / AGENTS;
  const stillAsking = new AbortController();
  const crowd = keepAsking(tickets, stillAsking.signal);
  const startMs = Date.now();
  const taken = await Promise.all(
    agents.map((agent, n) => takeCalls(agent, id, slots, callers.slice(n * each, (n + 1) * each))),
  );
  const tookMs = Date.now() - startMs;
  stillAsking.abort();
  expect(await crowd).toBeGreaterThan(0);
  expect(taken.flat().map(({ state }) => state)).toEqual(callers.map(() => 'confirmed'));
  expect(tookMs).toBeLessThan(60_000);

  const { rows } = await house.database.query(
    'SELECT count(*)::int AS booked FROM booking WHERE window_id = $1 AND person_key = ANY ($2)',
    [id, callers.map(({ personKey }) => personKey)],
  );
  expect(rows).toEqual([{ booked: CALLERS }]);
  expect(await house.gate.claim(tickets.at(-1) ?? '')).toMatchObject({ ok: false, code: 'not-called' });
  expect(await house.gate.claim(tickets[0] ?? '')).toMatchObject({ ok: true });
  const [trail] = (
    await house.database.query(
      "SELECT array_agg(DISTINCT actor ORDER BY actor) AS by FROM audit_entry WHERE action = 'assisted.book'",
    )
  ).rows;
  expect(trail).toEqual({ by: agents.map((_, n) => `agent-${n}`) });
});

/** What those who wait do meanwhile; resolves to how often they asked. */
async function keepAsking(tickets: readonly string[], until: AbortSignal): Promise<number> {
  let asked = 0;
  while (!until.aborted) {
    const some = Array.from({ length: 16 }, (_, n) => tickets[(asked + n) % tickets.length] ?? '');
    await Promise.all(some.map((ticket) => house.gate.standing(ticket)));
    asked += some.length;
  }
  return asked;
}

test('c16: an agent and the person themself at once: one place, one booking, and both see it', async () => {
  const { id, slots } = await openWindow();
  const [person, other] = await peopleOnRoll(house, id, 2);
  const [agent] = agents;
  if (!person || !other || !agent) throw new Error('nobody');
  const ticket = await ticketFor(id, person.session);
  const pass = await passBy(ticket);
  const admitted = await agent.assisted.admit({ window: id, caller: person.caller, reason: REASON });
  expect(await house.gate.standing(ticket)).toMatchObject({ body: { number: admitted.number, state: 'admitted' } });

  const own = async () => {
    const receipt = await house.gate.book(pass, randomUUID(), slots.slice(0, 1));
    if (!receipt.ok) throw new Error(receipt.code);
    return outcomeOf(house, pass, receipt.body.requestId);
  };
  const byAgent = agent.assisted.book(randomUUID(), { pass: admitted.pass, slots: slots.slice(1, 2), reason: REASON });
  const outcomes = await Promise.all([own(), byAgent]);
  const ends = outcomes.map((outcome) => (outcome.state === 'rejected' ? outcome.code : outcome.state));
  expect(new Set(ends)).toEqual(new Set(['confirmed', 'already-booked']));
  const response = await house.fetch(`${house.stack.gateUrl}/v1/bookings/me`, {
    headers: { authorization: `Bearer ${person.session}` },
  });
  const { bookings } = myBookingsSchema.parse(await response.json());
  expect(bookings).toHaveLength(1);
  const [{ number } = { number: '' }] = bookings;
  expect(await house.staff.findBookings({ phone: person.caller.phone }, REASON)).toMatchObject([{ number }]);
  await eventually(async () =>
    expect(await house.gate.standing(ticket)).toMatchObject({ body: { state: 'finished' } }),
  );

  // Somebody who never used the site: what the agent booked is what they find when they log in.
  const called = await agent.assisted.admit({ window: id, caller: other.caller, reason: REASON });
  const booked = await agent.assisted.book(randomUUID(), {
    pass: called.pass,
    slots: slots.slice(2, 3),
    reason: REASON,
  });
  expect(booked).toMatchObject({ state: 'confirmed' });
  const theirs = await ticketFor(id, other.session);
  expect(await house.gate.standing(theirs)).toMatchObject({ body: { number: called.number, state: 'finished' } });
});

test('c16: nothing of the staff’s door is at the public one, whoever asks', async () => {
  const headers = { authorization: `Bearer ${house.stack.secrets.STAFF_KEY}` };
  for (const path of [
    '/v1/staff/me',
    '/v1/staff/sessions',
    '/v1/staff/assisted/admissions',
    '/v1/staff/bookings?number=x&reason=x',
  ]) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const answer = await house.fetch(`${house.stack.gateUrl}${path}`, { method, headers });
      expect({ path, method, status: answer.status }).toEqual({ path, method, status: 404 });
      await answer.text();
    }
  }
});

/** What a command prints, read as JSON. */
async function cli(...args: string[]): Promise<Record<string, string>> {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const env = { DATA_DIR: house.stack.dataDir };
  const status = await runCli([...args, '--json'], env, { stdout: into('stdout'), stderr: into('stderr') });
  expect({ status, stderr: said.stderr }).toEqual({ status: 0, stderr: '' });
  return z.record(z.string(), z.any()).parse(JSON.parse(said.stdout));
}

test('the first admin is made from the command line, takes up the invitation there, and makes the others', async () => {
  const made = await cli('staff', 'create', '--login', 'first', '--name', '김관리', '--role', 'admin');
  expect(made).toMatchObject({ login: 'first', role: 'admin', state: 'invited' });
  const { invitation = '' } = made;
  // Whatever begins with a dash a command line reads as an option.
  expect(invitation).toMatch(/^[0-9a-f]{64}$/);
  const { secret = '', uri } = await cli('staff', 'accept', invitation);
  expect(uri).toMatch(/^otpauth:\/\/totp\/Sunbeon:first\?/);
  const passwordFile = join(house.stack.dataDir, 'password');
  await writeFile(passwordFile, `${randomUUID()}\n`, { mode: 0o600 });
  const code = new TOTP({ secret }).generate();
  const { token = '' } = await cli('staff', 'accept', invitation, '--password-file', passwordFile, '--code', code);
  const { accounts } = new StaffApi(house.stack.staffUrl, token);
  const { member } = await accounts.invite({ login: 'second', name: '박운영', role: 'operator', siteId: null });
  await expect(accounts.disable(made['id'] ?? '')).rejects.toMatchObject({ report: { code: 'staff-conflict' } });
  expect(await cli('staff', 'disable', 'first')).toMatchObject({ state: 'disabled' });
  await expect(accounts.list()).rejects.toMatchObject({ report: { code: 'staff-login-required' } });
  expect(await cli('staff', 'reset', 'second')).toMatchObject({ id: member.id, state: 'invited' });
});
