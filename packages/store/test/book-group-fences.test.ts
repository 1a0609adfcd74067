import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BookingRequest } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { decideBookings } from '../src/index.ts';
import { aConsent, somebody, withdraw } from './a-consent.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

/** `confirmed`, or the code of the refusal, in the order of the requests. */
async function endings(group: readonly BookingRequest[]): Promise<(string | undefined)[]> {
  const outcomes = await decideBookings(at.store, group);
  return group.map(({ requestId }) => {
    const outcome = outcomes.get(requestId);
    return outcome?.state === 'rejected' ? outcome.code : outcome?.state;
  });
}

async function putOnRoll(campaignId: string, personKey: string): Promise<void> {
  await at.sql(
    `INSERT INTO roll_entry (campaign_id, person_key, match_index, sealed_entry, import_id, line)
    VALUES ($1, $2, 'match', 'sealed', 'import', 1)`,
    [campaignId, personKey],
  );
}

test('a delegate books for the beneficiary, and the booking says by which consent', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store);
  const { consentId, beneficiaryKey: personKey } = await aConsent(at);
  const request = aRequest({ windowId, choices: slots, personKey, consentId });
  expect(await endings([request])).toEqual(['confirmed']);
  const rows = await at.sql(
    `SELECT booking.person_key, booking.consent_id, by_agent, request.consent_id AS requested
    FROM booking JOIN booking_request request USING (request_id) WHERE request_id = $1`,
    [request.requestId],
  );
  expect(rows).toEqual([{ person_key: personKey, consent_id: consentId, by_agent: false, requested: consentId }]);
});

test('a booking by the person names no consent, one by an agent says so', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [2] });
  const [own, byAgent] = [
    aRequest({ windowId, choices: slots }),
    aRequest({ windowId, choices: slots, byAgent: true, consentId: null }),
  ];
  expect(await endings([own, byAgent])).toEqual(['confirmed', 'confirmed']);
  expect(
    await at.sql('SELECT consent_id, by_agent FROM booking WHERE window_id = $1 ORDER BY by_agent', [windowId]),
  ).toEqual([
    { consent_id: null, by_agent: false },
    { consent_id: null, by_agent: true },
  ]);
});

test('a consent that is not in force at the commit, is another’s, or covers no booking ends in consent-ended; neighbours are booked', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [20] });
  const consents = [
    await aConsent(at, { state: 'withdrawn' }),
    await aConsent(at, { state: 'requested' }),
    await aConsent(at, { state: 'lapsed' }),
    await aConsent(at, { expiresInMs: -1 }),
    await aConsent(at, { scope: ['change'] }),
    { ...(await aConsent(at)), beneficiaryKey: somebody() },
    { ...(await aConsent(at)), consentId: randomUUID() },
    await aConsent(at, { scope: ['book'] }),
  ];
  const group = consents.map(({ consentId, beneficiaryKey: personKey }, index) =>
    aRequest({ windowId, choices: slots, personKey, consentId, number: index + 1 }),
  );
  const own = aRequest({ windowId, choices: slots, number: 9 });
  const refused = Array.from({ length: 7 }, () => 'consent-ended');
  expect(await endings([...group, own])).toEqual([...refused, 'confirmed', 'confirmed']);
  expect(await at.sql('SELECT taken FROM slot WHERE id = $1', [slots[0]])).toEqual([{ taken: 2 }]);
});

test('two children and the parent in one group: one booking, and whose consent has ended learns nothing of it', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const personKey = somebody();
  const [daughter, son] = [
    await aConsent(at, { beneficiaryKey: personKey }),
    await aConsent(at, { beneficiaryKey: personKey, state: 'withdrawn' }),
  ];
  const ask = (receivedAtMs: number, consentId: string | null) =>
    aRequest({ windowId, choices: slots, personKey, receivedAtMs, consentId });
  const group = [ask(1, daughter.consentId), ask(2, null), ask(3, son.consentId)];
  expect(await endings(group)).toEqual(['confirmed', 'already-booked', 'consent-ended']);
  expect(await endings(group)).toEqual(['confirmed', 'already-booked', 'consent-ended']);
});

test('a withdrawal that is under way while a group is decided counts', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const { consentId, beneficiaryKey: personKey } = await aConsent(at);
  const other = new Client({ connectionString: at.url });
  await other.connect();
  try {
    await other.query('BEGIN');
    await withdraw({ sql: async (text, values) => (await other.query(text, values)).rows }, consentId);
    const deciding = endings([aRequest({ windowId, choices: slots, personKey, consentId })]);
    await eventually(async () => {
      const waiting = await at.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('COMMIT');
    expect(await deciding).toEqual(['consent-ended']);
  } finally {
    await other.end();
  }
});

test('where the roll is required, whoever is not on it is refused at the commit, with the delegate or without', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [9] });
  const elsewhere = await aWindowWithSlots(at.store, { capacities: [9] });
  await at.sql('UPDATE booking_window SET requires_roll = true WHERE id = $1', [windowId]);
  const { consentId, beneficiaryKey } = await aConsent(at);
  const [listed, listedElsewhere] = [somebody(), somebody()];
  await putOnRoll(windowId, listed);
  await putOnRoll(windowId, beneficiaryKey);
  await putOnRoll(elsewhere.windowId, listedElsewhere);
  const ask = (personKey: string, number: number, given: Partial<BookingRequest> = {}) =>
    aRequest({ windowId, choices: slots, personKey, number, ...given });
  expect(
    await endings([
      ask(listed, 1),
      ask(beneficiaryKey, 2, { consentId }),
      ask(listedElsewhere, 3),
      ask(somebody(), 4, { consentId }),
      ask(somebody(), 5, { windowId: elsewhere.windowId, choices: elsewhere.slots }),
    ]),
  ).toEqual(['confirmed', 'confirmed', 'not-on-roll', 'consent-ended', 'confirmed']);
  expect(await endings([ask(listed, 6)])).toEqual(['already-booked']);
});
