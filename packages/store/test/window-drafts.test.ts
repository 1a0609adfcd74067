import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type CreateWindowBody, createWindowBodySchema } from '@sunbeon/core';
import {
  bookingsOf,
  changeDraft,
  changeWindow,
  closeSlots,
  createWindow,
  decideBookings,
  drawDocument,
  drawOf,
  findWindow,
  keptCampaigns,
  listLines,
  listWindows,
  listWindowsAndDrafts,
  moveBooking,
  removeDraft,
  scheduleWindow,
} from '../src/index.ts';
import { booked, citizen, problemOf, staff } from './a-booking.ts';
import { aRequest, aStore, aWindowWithSlots, type TestStore } from './a-store.ts';

const HOUR_MS = 3_600_000;

let at: TestStore;
beforeAll(async () => {
  at = await aStore();
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

function aPlan(given: Partial<CreateWindowBody> = {}): CreateWindowBody {
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const body = { cohort, opensAt: inMs(HOUR_MS), closesAt: inMs(2 * HOUR_MS), draft: true };
  return createWindowBodySchema.parse({ ...body, ...given });
}

/** A draft whose planned opening has passed, with one slot beside those of another window of its campaign. */
async function aDraftBeside(windowId: string): Promise<{ draftId: string; slotId: string }> {
  const plan = aPlan({ campaignId: windowId, opensAt: inMs(-1_000) });
  const { id: draftId } = await createWindow(at.store, plan);
  const [slot] = await at.sql<{ id: string }>(
    `INSERT INTO slot (window_id, site_id, starts_at, product, capacity)
    SELECT $1, 's1', starts_at + interval '5 minutes', product, 100 FROM slot WHERE window_id = $2 LIMIT 1 RETURNING id::text`,
    [draftId, windowId],
  );
  return { draftId, slotId: slot?.id ?? '' };
}

test('a draft is known to nothing that serves citizens, and is for staff to see', async () => {
  const { id } = await createWindow(at.store, aPlan({ policy: 'draw' }));
  expect(await findWindow(at.store, id)).toBeNull();
  expect((await listWindows(at.store)).map((window) => window.id)).not.toContain(id);
  expect((await listLines(at.store)).map(({ windowId }) => windowId)).not.toContain(id);
  expect(await drawDocument(at.store, id)).toBeNull();
  expect(await listWindowsAndDrafts(at.store)).toContainEqual(expect.objectContaining({ id, draft: true, version: 1 }));
  expect(await problemOf(changeWindow(at.store, id, { kind: 'pause' }))).toBe('window-conflict');
});

test('nobody books, moves or is offered a seat in a draft, although its slots are there', async () => {
  const { windowId, slots } = await aWindowWithSlots(at.store, { capacities: [1] });
  const [own = ''] = slots;
  const { draftId, slotId } = await aDraftBeside(windowId);
  const request = aRequest({ windowId: draftId, choices: [slotId] });
  const refused = { state: 'rejected', code: 'window-closed' };
  expect((await decideBookings(at.store, [request])).get(request.requestId)).toMatchObject(refused);
  const person = await booked(at, windowId, own);
  expect(await closeSlots(at.store, { slotIds: [own] }, { actor: staff, reason: 'no doctor' })).toMatchObject({
    displaced: 1,
    offered: 0,
  });
  const move = { bookingId: person.id, personKey: person.personKey, slotId, actor: citizen };
  expect(await problemOf(moveBooking(at.store, move))).toBe('slot-unknown');
  await scheduleWindow(at.store, draftId, { version: 1, accepted: [] }, staff);
  await moveBooking(at.store, move);
  expect((await bookingsOf(at.store, person.personKey)).bookings[0]?.windowId).toBe(draftId);
});

test('a draft that is scheduled is committed to a seed from then on, and is never a draft again', async () => {
  const { id } = await createWindow(at.store, aPlan({ policy: 'draw' }));
  const scheduled = await scheduleWindow(at.store, id, { version: 1, accepted: ['carrier'] }, staff);
  expect(scheduled).toMatchObject({ draft: false, closed: false, version: 2 });
  expect(Math.abs((scheduled.lobbyOpensAtMs ?? 0) - Date.now())).toBeLessThan(10_000);
  const seed = (await drawOf(at.store, id))?.seed ?? '';
  expect(createHash('sha256').update(seed).digest('hex')).toBe(scheduled.commitment);
  await expect(at.sql('UPDATE booking_window SET draft = true, closed = true WHERE id = $1', [id])).rejects.toThrow(
    'no draft again',
  );
  const [entry] = await at.sql(`SELECT details FROM audit_entry WHERE subject = $1 AND action = 'window.schedule'`, [
    id,
  ]);
  expect(entry).toMatchObject({ details: { accepted: ['carrier'], version: 2, by: 'staff' } });
});

test('what was looked at is what is scheduled, once, of all who do it at the same moment', async () => {
  const { id } = await createWindow(at.store, aPlan());
  await changeDraft(at.store, id, aPlan({ maxActive: 7 }), staff);
  expect(await problemOf(scheduleWindow(at.store, id, { version: 1, accepted: [] }, staff))).toBe('window-conflict');
  const endings = await Promise.all(
    [1, 2, 3].map(() => problemOf(scheduleWindow(at.store, id, { version: 2, accepted: [] }, staff))),
  );
  expect(endings.toSorted((a, b) => a.localeCompare(b))).toEqual(['none', 'window-conflict', 'window-conflict']);
  expect(await problemOf(changeDraft(at.store, id, aPlan(), staff))).toBe('window-conflict');
  expect(await problemOf(removeDraft(at.store, id, staff))).toBe('window-conflict');
});

test('a draft that is written anew or removed takes the campaign along that it had brought', async () => {
  const { id } = await createWindow(at.store, aPlan({ id: 'alone', title: '처음' }));
  await changeDraft(at.store, id, aPlan({ campaignId: 'other', secondDoseAfterDays: 21 }), staff);
  expect(await at.sql(`SELECT id, second_dose_after_days FROM campaign WHERE id IN ('alone', 'other')`)).toEqual([
    { id: 'other', second_dose_after_days: 21 },
  ]);
  await removeDraft(at.store, id, staff);
  expect(await at.sql(`SELECT id FROM campaign WHERE id IN ('alone', 'other')`)).toEqual([]);
  const entries = await at.sql<{ action: string }>(`SELECT action FROM audit_entry WHERE subject = $1 ORDER BY id`, [
    id,
  ]);
  expect(entries.map(({ action }) => action)).toEqual(['window.create', 'window.change-draft', 'window.remove-draft']);
});

test('a draft with slots stays, and keeps nobody from being forgotten in time', async () => {
  const { windowId } = await aWindowWithSlots(at.store, { closesInMs: 500 });
  const { draftId } = await aDraftBeside(windowId);
  expect(await problemOf(removeDraft(at.store, draftId, staff))).toBe('window-conflict');
  const kept = (await keptCampaigns(at.store)).find(({ id }) => id === windowId);
  expect(kept?.endsAt.getTime()).toBeLessThan(Date.now() + 1_000);
});
