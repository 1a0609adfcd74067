import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { consentViewSchema, myBookingsSchema } from '@sunbeon/core';
import { eventually, loseKeys } from '@sunbeon/test-kit';
import { citizens, type House, openHouse, outcomeOf, scheduleNight } from '../house.ts';
import { type PersonOnRoll, peopleOnRoll } from '../on-the-roll.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

/** One call as the page makes it. */
async function call(who: PersonOnRoll, method: string, path: string, body?: unknown) {
  const response = await house.fetch(`${house.stack.gateUrl}${path}`, {
    method,
    headers: { authorization: `Bearer ${who.session}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const said: unknown = text === '' ? null : JSON.parse(text);
  return { status: response.status, body: said };
}

/** The parent lets the child act for them, each verified on their own device. */
async function consents(parent: PersonOnRoll, child: PersonOnRoll): Promise<string> {
  const wish = { ...parent.caller, relation: 'child', way: 'verification' };
  const { id, reference } = consentViewSchema.parse((await call(child, 'POST', '/v1/consents', wish)).body);
  await call(parent, 'POST', '/v1/consents/find', { reference });
  const given = await call(parent, 'POST', `/v1/consents/${id}/give`, {});
  expect(given).toMatchObject({ status: 200, body: { state: 'given' } });
  return id;
}

/** A mother on the phone and two children on laptops, an open window, and its slots. */
async function aFamily() {
  const { id, opensAtMs } = await scheduleNight(house, { opensInMs: 1_000 });
  const [mother, daughter, son] = await peopleOnRoll(house, id, 3);
  if (!(mother && daughter && son)) throw new TypeError('nobody is on the roll');
  const [hers, his] = [await consents(mother, daughter), await consents(mother, son)];
  const answer = await house.gate.slots(id);
  const slots = answer.ok ? answer.body.slots.map((slot) => slot.id) : [];
  await eventually(() => expect(Date.now()).toBeGreaterThan(opensAtMs));
  return { id, mother, daughter, son, hers, his, slots };
}

type Joined = readonly [who: PersonOnRoll, consentId?: string];

/** Joins; what the gate says must be a place. */
async function joined(windowId: string, [who, consentId]: Joined) {
  const answer = await house.gate.join(windowId, who.session, consentId);
  if (!answer.ok) throw new Error(answer.code);
  return answer;
}

const passOf = (ticket: string) =>
  eventually(async () => {
    const claimed = await house.gate.claim(ticket);
    if (!claimed.ok) throw new Error(claimed.code);
    return claimed.body.pass;
  });

async function booked(pass: string, slot: string) {
  const receipt = await house.gate.book(pass, randomUUID(), [slot]);
  if (!receipt.ok) throw new Error(receipt.code);
  return receipt.body.requestId;
}

test('c11: a mother and her two children join and book at once: one number, one booking, one truth for all three', async () => {
  const { id, mother, daughter, son, hers, his, slots } = await aFamily();
  const family: readonly Joined[] = [[mother], [daughter, hers], [son, his]];
  const tickets = await Promise.all(family.map((who) => joined(id, who)));
  expect(new Set(tickets.map(({ body }) => body.number)).size).toBe(1);
  expect(tickets.filter(({ status }) => status === 201)).toHaveLength(1);

  const passes = await Promise.all(tickets.map(({ body }) => passOf(body.ticket)));
  const requests = await Promise.all(passes.map((pass, turn) => booked(pass, slots[turn] ?? '')));
  const outcomes = await Promise.all(requests.map((request, turn) => outcomeOf(house, passes[turn] ?? '', request)));
  const [booking, ...others] = outcomes.flatMap((outcome) => outcome.booking ?? []);
  expect(others).toEqual([]);
  expect(outcomes.filter(({ code }) => code === 'already-booked')).toHaveLength(2);

  const seen = await Promise.all([
    call(mother, 'GET', '/v1/bookings/me'),
    call(daughter, 'GET', `/v1/bookings/me?for=${hers}`),
    call(son, 'GET', `/v1/bookings/me?for=${his}`),
  ]);
  const [own] = seen.map(({ body }) => myBookingsSchema.parse(body).bookings);
  expect(own).toMatchObject([{ id: booking?.id, number: booking?.number, state: 'confirmed' }]);
  const maker = outcomes.findIndex(({ state }) => state === 'confirmed');
  expect(own?.[0]).toMatchObject({
    madeBy: maker === 0 ? 'self' : 'delegate',
    consentId: [null, hers, his][maker],
  });
  for (const { body } of seen) expect(myBookingsSchema.parse(body).bookings[0]?.id).toBe(booking?.id);
  const rows = await house.database.query(
    `SELECT booking.person_key, message.kind FROM booking JOIN message ON booking_id = booking.id
    WHERE booking.window_id = $1`,
    [id],
  );
  expect(rows.rows).toEqual([{ person_key: mother.personKey, kind: 'confirmation' }]);
});

test('c04: for a delegate too no second device, new connection or forgotten ticket gives a better or a worse number', async () => {
  const { id, mother, daughter, son, hers, his } = await aFamily();
  const { number } = (await joined(id, [daughter, hers])).body;
  const [stranger] = await citizens(house, 1);
  await house.gate.join(id, stranger?.session ?? '');
  const again: Joined[] = [[daughter, hers], [mother], [son, his], [daughter, hers]];
  for (const who of again) expect((await joined(id, who)).body.number).toBe(number);
  // Redis forgets who may act for whom: Postgres is asked, and the place is the same.
  const consentKeys = [hers, his].map((consent) => `sunbeon:consent:${consent}`);
  await loseKeys(house.stack.record.redisUrl, consentKeys);
  for (const who of again) expect((await joined(id, who)).body.number).toBe(number);
});

test('a consent that is withdrawn in mid-booking ends there, whatever the delegate holds; the mother goes on', async () => {
  const { id, mother, daughter, son, hers, his, slots } = await aFamily();
  const [own, ofDaughter, ofSon] = await Promise.all(
    ([[mother], [daughter, hers], [son, his]] as const).map(async (who) => (await joined(id, who)).body.ticket),
  );
  const pass = await passOf(ofDaughter ?? '');
  const withdrawn = await call(mother, 'DELETE', `/v1/consents/${hers}`);
  expect(withdrawn).toMatchObject({ status: 200, body: { state: 'withdrawn' } });
  expect(await house.gate.join(id, daughter.session, hers)).toMatchObject({ status: 403, code: 'consent-ended' });
  expect(await house.gate.claim(ofDaughter ?? '')).toMatchObject({ status: 403, code: 'consent-ended' });
  expect(await house.gate.book(pass, randomUUID(), slots.slice(0, 1))).toMatchObject({ code: 'consent-ended' });
  expect(await call(daughter, 'GET', `/v1/bookings/me?for=${hers}`)).toMatchObject({ status: 403 });

  // The son's request and the withdrawal of his consent race: whichever comes first, both are told the same.
  const sons = await passOf(ofSon ?? '');
  const [receipt] = await Promise.all([
    house.gate.book(sons, randomUUID(), slots.slice(0, 1)),
    call(mother, 'DELETE', `/v1/consents/${his}`),
  ]);
  const requestId = receipt.ok ? receipt.body.requestId : null;
  const decided = await eventually(async () => {
    if (requestId === null) return 'consent-ended';
    const { rows } = await house.database.query<{ state: string; code: string | null }>(
      'SELECT state, code FROM booking_request WHERE request_id = $1',
      [requestId],
    );
    if (!rows[0]) throw new Error('not decided yet');
    return rows[0].code ?? rows[0].state;
  });
  expect(['confirmed', 'consent-ended']).toContain(decided);
  if (decided === 'confirmed') return;
  const last = await passOf(own ?? '');
  const outcome = await outcomeOf(house, last, await booked(last, slots[1] ?? ''));
  expect(outcome).toMatchObject({ state: 'confirmed' });
});
