import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  actedUpon,
  campaignsThatKnow,
  decideBookings,
  forgetPerson,
  messagesOf,
  noteAudit,
  queueTurnTexts,
  requestsOf,
  rollEntriesOf,
} from '../src/index.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

const ME = 'm'.repeat(22);
const OTHER = 'o'.repeat(22);
const DAY_MS = 86_400_000;

let at: TestStore;
beforeEach(async () => {
  at = await aStore();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

/** A campaign in which both have booked, both were refused once, and both stand on the roll. */
async function aCampaign(): Promise<string> {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2] });
  for (const personKey of [ME, OTHER]) {
    await decideBookings(at.store, [aRequest({ windowId, personKey, choices: slots })]);
    await decideBookings(at.store, [aRequest({ windowId, personKey, choices: slots })]);
    await at.sql(`
      INSERT INTO roll_entry (campaign_id, person_key, match_index, phone_index, sealed_entry, import_id, line)
      VALUES ('${windowId}', '${personKey}', 'match', 'phone', 'sealed', 'file', 2)`);
  }
  return windowId;
}

const by = (kind: 'agent' | 'citizen') => ({ kind, id: 'somebody' });

const end = async (campaignId: string) => {
  await at.sql(`UPDATE booking_window SET closes_at = now() - interval '1 second' WHERE campaign_id = '${campaignId}'`);
  await at.sql(`UPDATE slot SET starts_at = now() - interval '1 hour' WHERE window_id = '${campaignId}'`);
};

/** How often the tables that know people name one. */
async function mentions(personKey: string): Promise<number> {
  const tables = ['booking', 'booking_request', 'roll_entry', 'message', 'audit_entry', 'consent'];
  const counts = await Promise.all(
    tables.map((table) =>
      at.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} AS t WHERE strpos(t::text, '${personKey}') > 0`),
    ),
  );
  return counts.flat().reduce((sum, { n }) => sum + n, 0);
}

test('a campaign that is over forgets who asks, and nobody else; one that runs keeps them', async () => {
  const over = await aCampaign();
  const running = await aCampaign();
  await end(over);
  const before = await mentions(OTHER);
  const forgotten = await forgetPerson(at.store, ME);
  expect(forgotten.rows).toBe(1 + 1 + 2 + 1);
  expect(forgotten.waiting).toMatchObject([{ id: running }]);
  expect(await mentions(ME)).toBe(1 + 2 + 1);
  expect(await mentions(OTHER)).toBe(before);
  expect(await forgetPerson(at.store, ME)).toMatchObject({ rows: 0, waiting: [{ id: running }] });

  await end(running);
  expect(await forgetPerson(at.store, ME)).toMatchObject({ rows: 5, waiting: [] });
  expect(await mentions(ME)).toBe(0);
  expect(await at.sql(`SELECT taken FROM slot`)).toEqual([{ taken: 2 }, { taken: 2 }]);
  expect(JSON.stringify(await at.sql(`SELECT details FROM audit_entry WHERE action = 'person.forget'`))).not.toContain(
    ME,
  );
});

test('a message that is at a carrier this moment keeps the booking until it is settled', async () => {
  const over = await aCampaign();
  await end(over);
  await at.sql(`UPDATE message SET carrier = 'main', next_attempt_at = now() + interval '45 seconds'`);
  expect((await forgetPerson(at.store, ME)).waiting).toMatchObject([{ id: over }]);
  await at.sql(`UPDATE message SET state = 'sent'`);
  expect((await forgetPerson(at.store, ME)).waiting).toEqual([]);
  expect(await mentions(ME)).toBe(0);
});

test('of whom a campaign knows nothing but a text about their turn it forgets that too', async () => {
  const { windowId } = await aWindowWithSlots(at.store);
  const texts = [ME, OTHER].map((personKey, n) => ({
    number: n + 1,
    personKey,
    sealedContact: 'sealed',
    language: 'ko' as const,
  }));
  await queueTurnTexts(at.store, windowId, texts, new Date(Date.now() + DAY_MS));
  expect(await messagesOf(at.store, ME)).toMatchObject([{ kind: 'turn' }]);
  expect(await forgetPerson(at.store, ME)).toMatchObject({ rows: 0, waiting: [{ id: windowId }] });
  await end(windowId);
  expect(await forgetPerson(at.store, ME)).toMatchObject({ rows: 1, waiting: [] });
  expect([await mentions(ME), await mentions(OTHER)]).toEqual([0, 1]);
});

test('a campaign without an end in sight keeps what it knows', async () => {
  const over = await aCampaign();
  await at.sql(`UPDATE booking_window SET closes_at = now() + interval '${DAY_MS} milliseconds'`);
  expect(await forgetPerson(at.store, ME)).toMatchObject({ rows: 0, waiting: [{ id: over }] });
});

test('what is kept about somebody is gathered, and nothing of anybody else', async () => {
  const campaign = await aCampaign();
  expect(await campaignsThatKnow(at.store.prisma, ME)).toMatchObject([{ id: campaign }]);
  expect(await campaignsThatKnow(at.store.prisma, 'n'.repeat(22))).toEqual([]);
  expect(await rollEntriesOf(at.store, ME)).toMatchObject([{ campaignId: campaign, sealedEntry: 'sealed' }]);
  expect((await requestsOf(at.store, ME)).map(({ state, code }) => [state, code])).toEqual(
    expect.arrayContaining([
      ['confirmed', null],
      ['rejected', 'already-booked'],
    ]),
  );
  expect(await messagesOf(at.store, ME)).toMatchObject([{ kind: 'confirmation', state: 'queued' }]);
});

test('what others did is told with its reason; what the person did is not', async () => {
  await aCampaign();
  const [mine] = await at.sql<{ id: string; number: string }>(
    `SELECT id, number FROM booking WHERE person_key = '${ME}'`,
  );
  const subject = mine?.id ?? '';
  await noteAudit(at.store, { actor: by('agent'), action: 'booking.move', subject, details: { reason: '전화' } });
  await noteAudit(at.store, { actor: by('citizen'), action: 'booking.cancel', subject, details: {} });
  await noteAudit(at.store, {
    actor: by('agent'),
    action: 'person.find',
    subject: 'hashed',
    details: { reason: '문의' },
  });
  expect(await actedUpon(at.store, ME, ['hashed'])).toMatchObject([
    { by: 'agent', action: 'person.find', reason: '문의', bookingNumber: null },
    { by: 'agent', action: 'booking.move', reason: '전화', bookingNumber: mine?.number },
  ]);
  expect(await actedUpon(at.store, OTHER, [])).toEqual([]);
});
