import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ApprovalView, MAX_AWAITING_APPROVALS, Problem } from '@sunbeon/core';
import {
  approve,
  askApproval,
  type CarryOut,
  changeWindow,
  changeWindowIn,
  countAwaiting,
  endApproval,
  findApproval,
  lapseApprovals,
  listApprovals,
  useApproval,
} from '../src/index.ts';
import { aStore, aWindowWithSlots, type TestStore } from './a-store.ts';
import { aMemberOfStaff, type SomeStaff } from './some-staff.ts';

let at: TestStore;
let asker: SomeStaff;
let operator: SomeStaff;
let admin: SomeStaff;
beforeAll(async () => {
  at = await aStore();
  asker = await aMemberOfStaff(at.store, 'operator');
  operator = await aMemberOfStaff(at.store, 'operator');
  admin = await aMemberOfStaff(at.store, 'admin');
});
afterAll(async () => at[Symbol.asyncDispose]());

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

async function refusal(promise: Promise<unknown>): Promise<string | null> {
  return promise.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.code : String(error)),
  );
}

/** Asks to move an opening that is near; nobody has decided yet. */
async function anAskedMove(by = asker) {
  const { windowId } = await aWindowWithSlots(at.store, { opensInMs: 60_000 });
  const { opensAt: from } = await at.store.prisma.window.findUniqueOrThrow({ where: { id: windowId } });
  const to = inMs(600_000);
  const effect = { title: '시험', from: from.toISOString(), to, issued: 0 };
  const asked = {
    action: 'window.move',
    subject: windowId,
    body: { opensAt: to },
    effect,
    reason: '장비 점검',
  } as const;
  const approval = await askApproval(at.store, asked, by.actor);
  return { approval, windowId, to, asked };
}

const move: CarryOut = async (transaction, approval, approvedBy) => {
  if (approval.action !== 'window.move') throw new TypeError(approval.action);
  const change = { kind: 'move', opensAt: approval.body.opensAt, from: approval.effect.from } as const;
  const actor = { kind: 'staff', id: approval.askedBy } as const;
  const { version } = await changeWindowIn(transaction, approval.subject, change, actor, { approvedBy });
  return { version };
};

const breakingMove: CarryOut = async (...given) => {
  await move(...given);
  throw new Error('the process died');
};

const approving = (by: SomeStaff, id: string, carryOut = move) =>
  approve(at.store, id, { by, reason: undefined, carryOut });
const ending = (by: SomeStaff, id: string, how: 'refused' | 'withdrawn') =>
  endApproval(at.store, id, { by, how, reason: undefined });
const actionsOn = async (subject: string) =>
  (await at.store.prisma.auditEntry.findMany({ where: { subject }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );

test('a move that somebody else approves is done at once, in the name of who asked', async () => {
  const { approval, windowId, to } = await anAskedMove();
  expect(approval).toMatchObject({ state: 'awaiting', askedBy: asker.login, decidedBy: null, outcome: null });
  const done = await approving(operator, approval.id);
  expect(done).toMatchObject({ state: 'done', decidedBy: operator.login, outcome: { version: 2 } });
  const window = await at.store.prisma.window.findUniqueOrThrow({ where: { id: windowId } });
  expect(window.opensAt.toISOString()).toBe(to);
  const entry = await at.store.prisma.auditEntry.findFirst({ where: { subject: windowId, action: 'window.move' } });
  expect(entry).toMatchObject({ actor: asker.login, details: { approvedBy: operator.login } });
  expect(await actionsOn(windowId)).toEqual(['approval.ask', 'window.move', 'approval.approve']);
});

test('nobody decides what they asked for, and nobody else withdraws it', async () => {
  const { approval } = await anAskedMove(admin);
  expect(await refusal(approving(admin, approval.id))).toBe('approval-own');
  expect(await refusal(ending(admin, approval.id, 'refused'))).toBe('approval-own');
  expect(await refusal(ending(operator, approval.id, 'withdrawn'))).toBe('staff-forbidden');
  expect(await ending(admin, approval.id, 'withdrawn')).toMatchObject({ state: 'withdrawn', decidedBy: admin.login });
  expect(await refusal(approving(operator, approval.id))).toBe('approval-settled');
});

test.each([
  ['disabled meanwhile', { state: 'disabled' }],
  ['made an agent meanwhile', { role: 'agent' }],
  ['an auditor', { role: 'auditor' }],
] as const)('somebody %s decides nothing', async (_what, data) => {
  const other = await aMemberOfStaff(at.store, 'operator');
  const { approval } = await anAskedMove();
  await at.store.prisma.staffMember.update({ where: { id: other.staffId }, data });
  expect(await refusal(approving(other, approval.id))).toBe('staff-forbidden');
  expect(await refusal(ending(other, approval.id, 'refused'))).toBe('staff-forbidden');
  expect(await findApproval(at.store, approval.id)).toMatchObject({ state: 'awaiting' });
});

test.each([
  ['was disabled meanwhile', { state: 'disabled' }],
  ['was made an auditor meanwhile', { role: 'auditor' }],
] as const)('what somebody asked for who %s is not done in their name', async (_what, data) => {
  const gone = await aMemberOfStaff(at.store, 'operator');
  const { approval, windowId } = await anAskedMove(gone);
  await at.store.prisma.staffMember.update({ where: { id: gone.staffId }, data });
  expect(await refusal(approving(operator, approval.id))).toBe('approval-stale');
  expect(await findApproval(at.store, approval.id)).toMatchObject({
    state: 'failed',
    outcome: { code: 'staff-forbidden' },
  });
  expect(await actionsOn(windowId)).toEqual(['approval.ask', 'approval.fail']);
});

test('what only admins may approve is not approved by an operator', async () => {
  const effect = { siteName: '가병원', slots: 1, bookings: 1 };
  const asked = { action: 'site.close', subject: 's1', body: { reason: '휴진' }, effect, reason: '휴진' } as const;
  const { id } = await askApproval(at.store, asked, asker.actor);
  expect(await refusal(approving(operator, id))).toBe('staff-forbidden');
  expect(await ending(admin, id, 'refused')).toMatchObject({ state: 'refused' });
});

test('a window that was moved meanwhile is left as it is, and the request has failed', async () => {
  const { approval, windowId } = await anAskedMove();
  const elsewhere = inMs(1_200_000);
  await changeWindow(at.store, windowId, { kind: 'move', opensAt: elsewhere });
  expect(await refusal(approving(operator, approval.id))).toBe('approval-stale');
  expect(await findApproval(at.store, approval.id)).toMatchObject({
    state: 'failed',
    decidedBy: operator.login,
    outcome: { code: 'window-conflict', opensAt: elsewhere },
  });
  const window = await at.store.prisma.window.findUniqueOrThrow({ where: { id: windowId } });
  expect(window).toMatchObject({ version: 2, opensAt: new Date(elsewhere) });
  expect(await actionsOn(windowId)).toEqual(['approval.ask', 'window.move', 'approval.fail']);
  expect(await refusal(approving(admin, approval.id))).toBe('approval-settled');
});

test('where it breaks half way nothing of it is done, and it waits still', async () => {
  const { approval, windowId } = await anAskedMove();
  expect(await refusal(approving(operator, approval.id, breakingMove))).toBe('Error: the process died');
  expect(await findApproval(at.store, approval.id)).toMatchObject({ state: 'awaiting' });
  expect(await actionsOn(windowId)).toEqual(['approval.ask']);
  expect(await approving(operator, approval.id)).toMatchObject({ state: 'done' });
});

test('asked again it is the same request, and nobody has more than some waiting', async () => {
  const busy = await aMemberOfStaff(at.store, 'admin');
  const { approval, asked } = await anAskedMove(busy);
  const again = await Promise.all(Array.from({ length: 4 }, async () => askApproval(at.store, asked, busy.actor)));
  expect(new Set(again.map(({ id }) => id))).toEqual(new Set([approval.id]));
  await at.sql(
    `INSERT INTO approval (id, action, subject, body, effect, reason, asked_by, expires_at)
     SELECT gen_random_uuid(), action, subject, body || jsonb_build_object('n', n), effect, reason, asked_by, expires_at
     FROM approval, generate_series(3, $2) n WHERE id = $1`,
    [approval.id, MAX_AWAITING_APPROVALS],
  );
  const answers = await Promise.all(
    [20, 30, 40].map(async (minutes) => {
      const another = { ...asked, body: { opensAt: inMs(minutes * 60_000) } };
      return refusal(askApproval(at.store, another, busy.actor));
    }),
  );
  expect(answers.filter((answer) => answer === 'approval-limit')).toHaveLength(2);
  expect(answers).toContain(null);
  await at.sql('DELETE FROM approval WHERE asked_by = $1', [busy.login]);
});

test('an hour later nobody decides any more', async () => {
  const { approval, windowId } = await anAskedMove();
  await at.sql(`UPDATE approval SET expires_at = now() - interval '1 second' WHERE id = $1`, [approval.id]);
  expect(await findApproval(at.store, approval.id)).toMatchObject({ state: 'lapsed' });
  expect(await refusal(approving(operator, approval.id))).toBe('approval-settled');
  expect((await listApprovals(at.store, { limit: 200, state: 'awaiting' })).rows).not.toContainEqual(
    expect.objectContaining({ id: approval.id }),
  );
  await Promise.all([lapseApprovals(at.store), lapseApprovals(at.store)]);
  expect(await actionsOn(windowId)).toEqual(['approval.ask', 'approval.lapse']);
});

test('an export that was approved is made use of once, by its asker alone, within an hour', async () => {
  const anApproved = async () => {
    const subject = `w-${randomBytes(4).toString('hex')}`;
    const body = { window: subject };
    const asked = { action: 'people.export', subject, body, effect: { people: 3 }, reason: '안내' } as const;
    const { id } = await askApproval(at.store, asked, asker.actor);
    const use = { action: 'people.export', subject, askedBy: asker.login, outcome: { rows: 3 } } as const;
    expect(await refusal(useApproval(at.store, id, use))).toBe('approval-needed');
    expect(await approving(admin, id, async () => null)).toMatchObject({ state: 'approved', outcome: null });
    return { id, use };
  };
  const { id, use } = await anApproved();
  for (const other of [{ askedBy: admin.login }, { subject: 'everybody' }, { action: 'site.close' }] as const) {
    expect(await refusal(useApproval(at.store, id, { ...use, ...other }))).toBe('approval-needed');
  }
  const answers = await Promise.all(Array.from({ length: 6 }, async () => refusal(useApproval(at.store, id, use))));
  expect(answers.filter((answer) => answer === null)).toHaveLength(1);
  expect(await findApproval(at.store, id)).toMatchObject({ state: 'done', outcome: { rows: 3 } });
  const late = await anApproved();
  await at.sql(`UPDATE approval SET expires_at = now() - interval '1 second' WHERE id = $1`, [late.id]);
  expect(await refusal(useApproval(at.store, late.id, late.use))).toBe('approval-needed');
});

test('the newest come first, page by page, and each sees how many wait for them', async () => {
  const [one, two] = [await aMemberOfStaff(at.store, 'admin'), await aMemberOfStaff(at.store, 'clinic')];
  const asked: ApprovalView[] = [];
  for (let n = 0; n < 3; n += 1) asked.push((await anAskedMove(one)).approval);
  const first = await listApprovals(at.store, { limit: 2, askedBy: one.login });
  const rest = await listApprovals(at.store, { limit: 2, askedBy: one.login, after: first.next ?? '' });
  expect([...first.rows, ...rest.rows].map(({ id }) => id)).toEqual(asked.map(({ id }) => id).toReversed());
  expect(rest.next).toBeNull();
  const waiting = await countAwaiting(at.store, { login: operator.login, role: 'operator' });
  expect(waiting).toBeGreaterThanOrEqual(3);
  expect(await countAwaiting(at.store, { login: one.login, role: 'operator' })).toBeLessThanOrEqual(waiting - 3);
  expect(await countAwaiting(at.store, { login: two.login, role: 'clinic' })).toBe(0);
});
