import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { cancelBooking, closeSlots, delegateBy, moveBooking, resendMessage, settleOffer } from '../src/index.ts';
import { booked, expectWhole, problemOf, staff } from './a-booking.ts';
import { aConsent, somebody, withdraw } from './a-consent.ts';
import { aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

/** Somebody's booking in the first of three slots, and who may act for them. */
async function bookedForParent() {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1, 1, 1] });
  const booking = await booked(at, windowId, slots[0] ?? '');
  const consent = await aConsent(at, { beneficiaryKey: booking.personKey });
  return { slots, booking, consent, actor: delegateBy(consent) };
}

test('a withdrawal that is under way while a delegate changes a booking counts', async () => {
  const { slots, booking, consent, actor } = await bookedForParent();
  const other = new Client({ connectionString: at.url });
  await other.connect();
  try {
    await other.query('BEGIN');
    await withdraw({ sql: async (text, values) => (await other.query(text, values)).rows }, consent.consentId);
    const { id: bookingId, personKey } = booking;
    const changing = problemOf(moveBooking(at.store, { bookingId, personKey, slotId: slots[1] ?? '', actor }));
    await eventually(async () => {
      const waiting = await at.sql(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('COMMIT');
    expect(await changing).toBe('consent-ended');
  } finally {
    await other.end();
  }
  await expectWhole(at);
});

test('whoever names a consent that is not theirs, or for somebody else, changes nothing', async () => {
  const { slots, booking, consent } = await bookedForParent();
  const { id: bookingId, personKey } = booking;
  const others = [
    delegateBy({ ...consent, delegateKey: somebody() }),
    delegateBy(await aConsent(at)),
    delegateBy(await aConsent(at, { beneficiaryKey: personKey, scope: ['book'] })),
    delegateBy(await aConsent(at, { beneficiaryKey: personKey, expiresInMs: -1 })),
  ];
  for (const actor of others) {
    expect(await problemOf(cancelBooking(at.store, { bookingId, personKey, actor }))).toBe('consent-ended');
    expect(await problemOf(moveBooking(at.store, { bookingId, personKey, slotId: slots[1] ?? '', actor }))).toBe(
      'consent-ended',
    );
    expect(await problemOf(settleOffer(at.store, { bookingId, personKey, accept: true, actor }))).toBe('consent-ended');
    expect(await problemOf(resendMessage(at.store, { bookingId, personKey, delegate: actor }))).toBe('consent-ended');
  }
  expect(await at.sql('SELECT FROM booking WHERE id = $1 AND version = 1', [bookingId])).toHaveLength(1);
});

test('a delegate declines and takes what is offered to the parent, on record', async () => {
  const { slots, booking, actor } = await bookedForParent();
  const { id: bookingId, personKey } = booking;
  await closeSlots(at.store, { slotIds: [slots[0] ?? ''] }, { actor: staff, reason: '고장' });
  await settleOffer(at.store, { bookingId, personKey, accept: false, actor });
  expect(await moveBooking(at.store, { bookingId, personKey, slotId: slots[2] ?? '', actor })).toMatchObject({
    state: 'confirmed',
    slotId: slots[2],
  });
  const trail = await at.sql(`SELECT actor, action FROM audit_entry WHERE subject = $1 ORDER BY id`, [bookingId]);
  expect(trail).toEqual([
    { actor: actor.id, action: 'booking.decline' },
    { actor: actor.id, action: 'booking.move' },
  ]);
  await expectWhole(at);
});
