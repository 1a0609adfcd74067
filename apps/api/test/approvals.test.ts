import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ApprovalView, approvalPageSchema, approvalViewSchema } from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';
import { aMember, type TestMember } from './members.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let house: TestApi;
let asker: TestMember;
let operator: TestMember;
let admin: TestMember;
let clinic: TestMember;
beforeAll(async () => {
  house = await anApi();
  [asker, operator] = [await aMember(house, 'operator'), await aMember(house, 'operator')];
  [admin, clinic] = [await aMember(house, 'admin'), await aMember(house, 'clinic')];
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const reason = '장비 점검';

/** A window that opens so long from now. */
async function aWindow(id: string, opensInMs: number): Promise<string> {
  const cohort = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };
  const [opensAt, closesAt] = [inMs(opensInMs), inMs(opensInMs + DAY_MS)];
  await house.staff('POST', '/v1/staff/windows', { id, title: '67년생', cohort, opensAt, closesAt });
  return opensAt;
}
const move = (who: TestMember, id: string, opensAt: string, said: object = { reason }) =>
  house.staff('POST', `/v1/staff/windows/${id}/move`, { opensAt, ...said }, who.headers);
const decide = (who: TestMember, { id }: Pick<ApprovalView, 'id'>, verb: string, body: object = {}) =>
  house.staff('POST', `/v1/staff/approvals/${id}/${verb}`, body, who.headers);
const list = async (who: TestMember) => {
  const { body } = await house.staff('GET', '/v1/staff/approvals?state=awaiting', undefined, who.headers);
  const page = approvalPageSchema.parse(body);
  return { awaiting: page.awaiting, ids: page.rows.map(({ id }) => id) };
};
const show = (who: TestMember, id: string) => house.staff('GET', `/v1/staff/approvals/${id}`, undefined, who.headers);
const trailOf = async (subject: string) =>
  (await house.store.prisma.auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(
    ({ actor, action }) => `${actor} ${action}`,
  );

test('an opening within the hour is moved once somebody else approves', async () => {
  const from = await aWindow('near', 30 * MINUTE_MS);
  const to = inMs(2 * HOUR_MS);
  expect(await move(asker, 'near', to, {})).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
  const answer = await move(asker, 'near', to);
  expect(answer.status).toBe(202);
  const asked = approvalViewSchema.parse(answer.body);
  expect(asked).toMatchObject({
    action: 'window.move',
    subject: 'near',
    state: 'awaiting',
    askedBy: asker.member.login,
    effect: { title: '67년생', from, to },
  });
  expect(await house.room.status('near')).toMatchObject({ opensAtMs: Date.parse(from) });
  expect(await decide(asker, asked, 'approve')).toMatchObject({ status: 403, body: { code: 'approval-own' } });
  const approved = await decide(operator, asked, 'approve', { reason: '확인' });
  expect(approved).toMatchObject({ status: 200, body: { state: 'done', decidedBy: operator.member.login } });
  expect(await house.room.status('near')).toMatchObject({ opensAtMs: Date.parse(to) });
  expect(await decide(admin, asked, 'approve')).toMatchObject({
    status: 409,
    body: { code: 'approval-settled', state: 'done' },
  });
  expect(await trailOf('near')).toEqual([
    'staff-key window.create',
    `${asker.member.login} approval.ask`,
    `${asker.member.login} window.move`,
    `${operator.member.login} approval.approve`,
  ]);
});

test('one that is far, and stays so, is moved alone; one that is pulled into the hour is not', async () => {
  await aWindow('far', DAY_MS);
  expect(await move(asker, 'far', inMs(1.5 * DAY_MS), {})).toMatchObject({ status: 200, body: { id: 'far' } });
  expect(await move(asker, 'far', inMs(59 * MINUTE_MS))).toMatchObject({ status: 202 });
  expect(await move(asker, 'far', inMs(9 * DAY_MS))).toMatchObject({ status: 409, body: { code: 'window-conflict' } });
});

test('the staff key goes ahead alone, on record, and is no second person', async () => {
  await aWindow('by-key', 30 * MINUTE_MS);
  const asked = approvalViewSchema.parse((await move(asker, 'by-key', inMs(3 * HOUR_MS))).body);
  for (const verb of ['approve', 'refuse', 'withdraw']) {
    const answer = await house.staff('POST', `/v1/staff/approvals/${asked.id}/${verb}`, {});
    expect(answer).toMatchObject({ status: 403, body: { code: 'staff-forbidden' } });
  }
  const moved = await house.staff('POST', '/v1/staff/windows/by-key/move', { opensAt: inMs(2 * HOUR_MS) });
  expect(moved).toMatchObject({ status: 200 });
  expect(await trailOf('by-key')).toContain('staff-key approval.alone');
  expect(await decide(operator, asked, 'approve')).toMatchObject({ status: 409, body: { code: 'approval-stale' } });
  expect(await decide(asker, asked, 'withdraw')).toMatchObject({ body: { code: 'approval-settled', state: 'failed' } });
});

test('a clinic asks for its own site to be closed, an admin approves, and everybody booked there is looked after', async () => {
  const { id: windowId, slots } = await anOpenWindow(house, 3);
  const person = await house.person();
  await aBooking(house, person, { windowId, slot: slots[0] ?? '' });
  const path = '/v1/staff/sites/a/close';
  const answer = await house.staff('POST', path, { window: windowId, reason }, clinic.headers);
  expect(answer).toMatchObject({ status: 202, body: { effect: { siteName: '병원 a', slots: 3, bookings: 1 } } });
  const asked = approvalViewSchema.parse(answer.body);
  expect(await decide(operator, asked, 'approve')).toMatchObject({ status: 403, body: { code: 'staff-forbidden' } });
  const approved = await decide(admin, asked, 'approve');
  expect(approved).toMatchObject({ body: { state: 'done', outcome: { slots: 3, displaced: 1, offered: 0 } } });
  const entry = await house.store.prisma.auditEntry.findFirst({ where: { action: 'slots.close' } });
  expect(entry).toMatchObject({
    actor: clinic.member.login,
    details: { approvedBy: admin.member.login, approval: asked.id },
  });
});

test('closing every slot a site has left is closing the site', async () => {
  const { slots } = await anOpenWindow(house, 2);
  const close = (of: readonly string[]) =>
    house.staff('POST', '/v1/staff/slots/close', { slots: of, reason }, asker.headers);
  expect(await close(slots)).toMatchObject({ status: 403, body: { code: 'approval-needed', site: 'a' } });
  expect(await close(slots.slice(1))).toMatchObject({ status: 200, body: { slots: 1 } });
  expect(await close(slots)).toMatchObject({ status: 403, body: { code: 'approval-needed' } });
});

test('so is leaving no room in any of them', async () => {
  const { slots } = await anOpenWindow(house, 2);
  const reduce = (of: string | undefined, more: object = {}) =>
    house.staff('POST', `/v1/staff/slots/${of}/reduce`, { capacity: 0, reason, ...more }, asker.headers);
  await house.store.prisma.slot.updateMany({
    where: { siteId: 'a', id: { notIn: slots.map(BigInt) } },
    data: { closedAt: new Date() },
  });
  expect(await reduce(slots[0])).toMatchObject({ status: 200, body: { capacity: 0 } });
  expect(await reduce(slots[1], { dryRun: true })).toMatchObject({ status: 200 });
  expect(await reduce(slots[1])).toMatchObject({ status: 403, body: { code: 'approval-needed', site: 'a' } });
});

test('each sees what is theirs to see, and how many wait for them', async () => {
  await aWindow('seen', 30 * MINUTE_MS);
  const asked = approvalViewSchema.parse((await move(asker, 'seen', inMs(2 * HOUR_MS))).body);
  const ofOperator = await list(operator);
  expect(ofOperator.ids).toContain(asked.id);
  expect((await list(asker)).awaiting).toBe(ofOperator.awaiting - 2);
  expect(await list(clinic)).toEqual({ awaiting: 0, ids: [] });
  expect(await show(operator, asked.id)).toMatchObject({ status: 200, body: { id: asked.id } });
  expect(await show(clinic, asked.id)).toMatchObject({ status: 404, body: { code: 'approval-unknown' } });
  expect(await show(operator, 'nothing')).toMatchObject({ status: 404, body: { code: 'approval-unknown' } });
  expect(await decide(asker, asked, 'withdraw')).toMatchObject({ body: { state: 'withdrawn' } });
});

test('whoever was made an agent while their page was open decides nothing', async () => {
  const other = await aMember(house, 'operator');
  await aWindow('changed', 30 * MINUTE_MS);
  const asked = approvalViewSchema.parse((await move(asker, 'changed', inMs(2 * HOUR_MS))).body);
  const change = { role: 'agent', siteId: null, reason: '전보' };
  await house.staff('POST', `/v1/staff/members/${other.member.id}/role`, change);
  expect((await decide(other, asked, 'approve')).status).toBe(401);
  expect(await decide(operator, asked, 'refuse')).toMatchObject({ body: { state: 'refused' } });
});
