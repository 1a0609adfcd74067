import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createWindowBodySchema } from '@sunbeon/core';
import {
  claimMessages,
  createWindow,
  decideBookings,
  type Erased,
  eraseExpired,
  keptCampaigns,
  queueTurnTexts,
  setAside,
} from '../src/index.ts';
import { aConsent } from './a-consent.ts';
import { aRequest, aStore, aWindowWithSlots, requests, type TestStore } from './a-store.ts';

const DAY_MS = 86_400_000;
const tomorrow = () => new Date(Date.now() + DAY_MS);

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

async function erase(olderThan: Date, limit = 100): Promise<Erased[]> {
  const steps: Erased[] = [];
  for await (const step of eraseExpired(at.store, { olderThan, limit, actor: 'test' })) steps.push(step);
  return steps;
}

/** A window with bookings of `count` people and one request that was refused. */
async function campaignOf(count: number): Promise<string> {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [count] });
  await decideBookings(at.store, requests(count, { windowId, choices: slots, phoneIndex: 'i'.repeat(22) }));
  await decideBookings(at.store, [aRequest({ windowId, choices: ['999999999'] })]);
  return windowId;
}

/** Every value of every row of the tables that know people, as text. */
async function everything(): Promise<string> {
  const tables = ['booking', 'booking_request', 'message', 'set_aside', 'draw', 'audit_entry'];
  const texts = await Promise.all(tables.map((table) => at.sql<{ t: string }>(`SELECT t::text FROM ${table} AS t`)));
  return texts
    .flat()
    .map(({ t }) => t)
    .join('\n');
}

test('a campaign that is over for long enough forgets its people and keeps its numbers', async () => {
  const id = await campaignOf(3);
  const before = await at.sql<{ person_key: string; number: string }>(
    'SELECT person_key, number FROM booking UNION SELECT person_key, number::text FROM booking_request',
  );
  const [step, ...others] = await erase(tomorrow());
  expect(step).toEqual({ bookings: 3, messages: 3, requests: 0, setAside: 0, rollEntries: 0, consents: 0 });
  expect(others).toEqual([{ bookings: 0, messages: 0, requests: 4, setAside: 0, rollEntries: 0, consents: 0 }]);

  const kept = await everything();
  for (const { person_key: key } of before) expect(kept).not.toContain(key);
  expect(kept).not.toMatch(/sealed|iiii/);
  const rows = await at.sql('SELECT state, sealed_contact, phone_index, erased_at IS NOT NULL AS erased FROM booking');
  expect(rows).toEqual(
    [1, 2, 3].map(() => ({ state: 'confirmed', sealed_contact: '', phone_index: null, erased: true })),
  );
  const numbers = await at.sql<{ number: string }>('SELECT number FROM booking ORDER BY number');
  expect(before.map(({ number }) => number)).toEqual(expect.arrayContaining(numbers.map(({ number }) => number)));
  expect(await at.sql('SELECT taken FROM slot')).toEqual([{ taken: 3 }]);
  expect(await at.sql(`SELECT details FROM audit_entry WHERE subject = '${id}' ORDER BY id`)).toEqual([
    { details: step },
    { details: others[0] },
  ]);
});

test('the roll of a campaign goes with it, batch by batch; that of another stays', async () => {
  const id = await campaignOf(1);
  const other = await campaignOf(1);
  await at.sql(`UPDATE booking_window SET closes_at = now() + interval '9 days' WHERE id = '${other}'`);
  for (const campaignId of [id, other]) {
    const entries = Array.from({ length: 50 }, (_, line) => ({
      campaignId,
      personKey: String(line).padStart(22, 'p'),
      matchIndex: 'm',
      sealedEntry: 'sealed',
      importId: 'i',
      line,
    }));
    await at.store.prisma.rollEntry.createMany({ data: entries });
  }
  expect(await keptCampaigns(at.store)).toMatchObject([{ rollEntries: 50 }, { rollEntries: 50 }]);
  const steps = await erase(tomorrow(), 1);
  expect(steps.map(({ rollEntries }) => rollEntries).filter((count) => count > 0)).toEqual([20, 20, 10]);
  expect(await keptCampaigns(at.store)).toMatchObject([{ id: other, rollEntries: 50 }]);
});

test('by which consent somebody was booked for is forgotten with them', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2] });
  const { consentId, beneficiaryKey: personKey } = await aConsent(at);
  await decideBookings(at.store, [aRequest({ windowId, choices: slots, personKey, consentId })]);
  await decideBookings(at.store, [aRequest({ windowId: 'nowhere', choices: slots, personKey, consentId })]);
  await erase(tomorrow());
  expect(await at.sql('SELECT FROM booking WHERE consent_id IS NOT NULL')).toEqual([]);
  expect(await at.sql('SELECT FROM booking_request WHERE consent_id IS NOT NULL')).toEqual([]);
});

test('nobody is erased before the last window has closed and the last slot has passed', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { closesInMs: 2 * DAY_MS });
  await decideBookings(at.store, requests(1, { windowId, choices: slots }));
  expect(await erase(tomorrow())).toEqual([]);
  await at.sql(`UPDATE booking_window SET closes_at = now() - interval '1 second'`);
  await at.sql(`UPDATE slot SET starts_at = now() + interval '2 days'`);
  expect(await erase(tomorrow())).toEqual([]);
  const [campaign] = await keptCampaigns(at.store);
  expect(campaign).toMatchObject({ id: windowId, bookings: 1 });
  expect(campaign?.endsAt.getTime()).toBeGreaterThan(Date.now() + DAY_MS);
  await at.sql('UPDATE slot SET starts_at = now()');
  expect(await erase(tomorrow())).toHaveLength(2);
  expect(await keptCampaigns(at.store)).toEqual([]);
});

test('the second window of a campaign keeps the people of the first', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  await aWindowWithSlots(at.store, { campaignId: windowId, closesInMs: 2 * DAY_MS });
  await decideBookings(at.store, requests(1, { windowId, choices: slots }));
  expect(await erase(tomorrow())).toEqual([]);
});

test('a message that was due is never sent once its booking is erased', async () => {
  await campaignOf(2);
  await erase(tomorrow());
  const claim = await claimMessages(at.store, { limit: 10, carrier: 'first', quietUntil: null });
  expect(claim.messages).toEqual([]);
  const states = await at.sql(`SELECT DISTINCT state, settled_at IS NOT NULL AS settled FROM message`);
  expect(states).toEqual([{ state: 'superseded', settled: true }]);
});

test('a message at a carrier is let through, and its booking erased the next time', async () => {
  await campaignOf(2);
  const claim = await claimMessages(at.store, { limit: 1, carrier: 'first', quietUntil: null });
  expect(claim.messages).toHaveLength(1);
  expect(await erase(tomorrow())).toMatchObject([{ bookings: 1, messages: 1 }, { requests: 3 }]);
  expect(await keptCampaigns(at.store)).toMatchObject([{ bookings: 1 }]);
  await at.sql(`UPDATE message SET state = 'sent', sent_at = now() WHERE id = ${claim.messages[0]?.id}`);
  expect(await erase(tomorrow())).toMatchObject([{ bookings: 1, messages: 1 }]);
  expect(await keptCampaigns(at.store)).toEqual([]);
});

test('a text about a turn that is at a carrier keeps the campaign from being done with', async () => {
  const id = await campaignOf(1);
  const text = { number: 1, personKey: 'p'.repeat(22), sealedContact: 'sealed', language: 'ko' as const };
  await queueTurnTexts(at.store, id, [text], tomorrow());
  await at.sql(
    `UPDATE message SET carrier = 'first', next_attempt_at = now() + interval '45 seconds' WHERE window_id = $1`,
    [id],
  );
  await erase(tomorrow());
  expect(await keptCampaigns(at.store)).toMatchObject([{ id }]);
  await at.sql(`UPDATE message SET state = 'sent' WHERE window_id = $1`, [id]);
  await erase(tomorrow());
  expect(await keptCampaigns(at.store)).toEqual([]);
  expect(await everything()).not.toContain('pppp');
});

test('small batches, left in the middle and begun again by two at once, erase everybody once', async () => {
  await campaignOf(25);
  const steps = eraseExpired(at.store, { olderThan: tomorrow(), limit: 10, actor: 'test' })[Symbol.asyncIterator]();
  await steps.next();
  await steps.return?.(undefined);
  expect(await keptCampaigns(at.store)).toMatchObject([{ bookings: 15 }]);
  await Promise.all([erase(tomorrow(), 4), erase(tomorrow(), 4)]);
  await erase(tomorrow(), 4);
  const [sums] = await at.sql(`
    SELECT sum((details->>'bookings')::int)::int AS bookings, sum((details->>'requests')::int)::int AS requests
    FROM audit_entry`);
  expect(sums).toEqual({ bookings: 25, requests: 26 });
  expect(await at.sql('SELECT count(DISTINCT person_key)::int FROM booking')).toEqual([{ count: 25 }]);
});

test('what belongs to no campaign goes by its age', async () => {
  await decideBookings(at.store, [aRequest({ windowId: 'nowhere', choices: ['1'] })]);
  await setAside(at.store, { jobId: 'j', reason: 'unreadable', payload: { sealedContact: 'sealed' } });
  expect(await erase(new Date(Date.now() - DAY_MS))).toEqual([]);
  expect(await erase(tomorrow())).toEqual([
    { bookings: 0, messages: 0, requests: 1, setAside: 1, rollEntries: 0, consents: 0 },
  ]);
  expect(await at.sql('SELECT job_id, reason, payload FROM set_aside')).toEqual([
    { job_id: 'j', reason: 'unreadable', payload: '' },
  ]);
  expect(await erase(tomorrow())).toEqual([]);
});

test('a draw forgets who was drawn, and nothing else of it can be changed', async () => {
  const [opensAt, closesAt] = [60_000, 120_000].map((inMs) => new Date(Date.now() + inMs).toISOString());
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  await createWindow(at.store, createWindowBodySchema.parse({ cohort, opensAt, closesAt, policy: 'draw' }));
  await at.sql(`UPDATE draw SET drawn_at = now(), drawn = 1, entries_digest = 'd', people = 'someone', entries = 'e'`);
  for (const change of [`people = 'another'`, `people = '', entries = ''`, 'drawn = 2', `seed = sha256(seed)`]) {
    await expect(at.sql(`UPDATE draw SET ${change}`)).rejects.toThrow('a draw is not changed');
  }
  await erase(tomorrow());
  expect(await at.sql('SELECT people, entries, drawn FROM draw')).toEqual([{ people: '', entries: 'e', drawn: 1 }]);
});
