import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Problem } from '@sunbeon/core';
import fc from 'fast-check';
import {
  approve,
  askApproval,
  type CarryOut,
  changeWindow,
  changeWindowIn,
  endApproval,
  lapseApprovals,
} from '../src/index.ts';
import { aStore, aWindowWithSlots, type TestStore } from './a-store.ts';
import { aMemberOfStaff, type SomeStaff } from './some-staff.ts';

/* Whatever many people and the clock do to one request, one after the other or all at once: it has one end. */

const doings = ['approve', 'refuse', 'withdraw', 'lapse', 'move'] as const;
const people = ['asker', 'operator', 'admin', 'disabled'] as const;
const stepArbitrary = fc.record({ by: fc.constantFrom(...people), doing: fc.constantFrom(...doings) });
type Step = typeof stepArbitrary extends fc.Arbitrary<infer S> ? S : never;

let at: TestStore;
let staff: Readonly<Record<(typeof people)[number], SomeStaff>>;
beforeAll(async () => {
  at = await aStore();
  staff = {
    asker: await aMemberOfStaff(at.store, 'admin'),
    operator: await aMemberOfStaff(at.store, 'operator'),
    admin: await aMemberOfStaff(at.store, 'admin'),
    disabled: await aMemberOfStaff(at.store, 'admin'),
  };
  await at.sql(`UPDATE staff SET state = 'disabled' WHERE id = $1`, [staff.disabled.staffId]);
});
afterAll(async () => at[Symbol.asyncDispose]());

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();

/** A window, and a request to move its opening an hour back. */
async function aRequestToMove() {
  const { windowId } = await aWindowWithSlots(at.store, { opensInMs: MINUTE_MS, closesInMs: 9 * HOUR_MS });
  const window = await at.store.prisma.window.findUniqueOrThrow({ where: { id: windowId } });
  const [from, to] = [window.opensAt.toISOString(), inMs(HOUR_MS)];
  const effect = { title: '시험', from, to, issued: null };
  const asked = { action: 'window.move', subject: windowId, body: { opensAt: to }, effect, reason: '까닭' } as const;
  const { id } = await askApproval(at.store, asked, staff.asker.actor);
  return { id, windowId, to };
}
type Asked = Awaited<ReturnType<typeof aRequestToMove>>;

const carryOut: CarryOut = async (transaction, approval) => {
  if (approval.action !== 'window.move') throw new TypeError(approval.action);
  const change = { kind: 'move', opensAt: approval.body.opensAt, from: approval.effect.from } as const;
  await changeWindowIn(transaction, approval.subject, change, { kind: 'staff', id: approval.askedBy });
  return {};
};

/** What came of a step: `null` when it was done. */
async function take({ by, doing }: Step, { id, windowId }: Asked): Promise<string | null> {
  const who = { by: staff[by], reason: undefined };
  const started = {
    approve: async () => approve(at.store, id, { ...who, carryOut }),
    refuse: async () => endApproval(at.store, id, { ...who, how: 'refused' }),
    withdraw: async () => endApproval(at.store, id, { ...who, how: 'withdrawn' }),
    lapse: async () => {
      await at.sql('UPDATE approval SET expires_at = now() WHERE id = $1', [id]);
      await lapseApprovals(at.store);
    },
    move: async () => changeWindow(at.store, windowId, { kind: 'move', opensAt: inMs(2 * HOUR_MS) }),
  }[doing]();
  return started.then(
    () => null,
    (error: unknown) => {
      if (error instanceof Problem) return error.code;
      throw error;
    },
  );
}

/** How it has to go, one step after the other. */
class Model {
  state = 'awaiting';
  moved = false;

  take({ by, doing }: Step): string | null {
    if (doing === 'move') this.moved = true;
    if (doing === 'lapse' && this.state === 'awaiting') this.state = 'lapsed';
    if (doing === 'move' || doing === 'lapse') return null;
    if (this.state !== 'awaiting') return 'approval-settled';
    if (doing !== 'withdraw' && by === 'asker') return 'approval-own';
    if (by === 'disabled' || (doing === 'withdraw' && by !== 'asker')) return 'staff-forbidden';
    if (doing === 'approve') this.state = this.moved ? 'failed' : 'done';
    else this.state = doing === 'refuse' ? 'refused' : 'withdrawn';
    return this.state === 'failed' ? 'approval-stale' : null;
  }
}

const ENDS = new Set(['approval.approve', 'approval.fail', 'approval.refuse', 'approval.withdraw', 'approval.lapse']);
/** What is left in the end: the request's state, the ends in the trail, and who moved the window. */
async function leftOf({ id, windowId, to }: Asked) {
  const { state } = await at.store.prisma.approval.findUniqueOrThrow({ where: { id } });
  const entries = await at.store.prisma.auditEntry.findMany({ where: { subject: windowId } });
  const moves = entries.filter(({ action, actor }) => action === 'window.move' && actor === staff.asker.login);
  const window = await at.store.prisma.window.findUniqueOrThrow({ where: { id: windowId } });
  return {
    state,
    ends: entries.filter(({ action }) => ENDS.has(action)).length,
    moves: moves.length,
    isMoved: window.opensAt.toISOString() === to,
  };
}

test('one after the other, every step does what the rule says', async () => {
  const steps = fc.array(stepArbitrary, { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const [asked, model] = [await aRequestToMove(), new Model()];
      for (const step of taken) expect({ step, met: await take(step, asked) }).toEqual({ step, met: model.take(step) });
      expect(await leftOf(asked)).toMatchObject({
        state: model.state,
        ends: model.state === 'awaiting' ? 0 : 1,
        moves: model.state === 'done' ? 1 : 0,
      });
    }),
    { numRuns: 10 },
  );
});

const mayEnd = ({ by, doing }: Step) => doing !== 'move' && by !== 'disabled';

test('all at once: one end, and done once or not at all', async () => {
  const everybody: Step[] = [
    ...Array.from({ length: 4 }, (): Step[] => [
      { by: 'operator', doing: 'approve' },
      { by: 'admin', doing: 'approve' },
    ]).flat(),
    { by: 'operator', doing: 'refuse' },
    { by: 'asker', doing: 'withdraw' },
    { by: 'disabled', doing: 'approve' },
    { by: 'admin', doing: 'lapse' },
    { by: 'admin', doing: 'move' },
  ];
  const order = fc.shuffledSubarray(everybody, { minLength: 3 });
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(order, async (taken) => {
      const asked = await aRequestToMove();
      const met = await Promise.all(taken.map(async (step) => take(step, asked)));
      // A request whose time was over while somebody held it is noted as lapsed by the next turn.
      await lapseApprovals(at.store);
      const left = await leftOf(asked);
      seen.add(left.state);
      const succeeded = taken.filter(({ doing }, n) => met[n] === null && doing !== 'move' && doing !== 'lapse');
      expect(succeeded).toHaveLength(['done', 'refused', 'withdrawn'].includes(left.state) ? 1 : 0);
      expect(left.ends).toBe(left.state === 'awaiting' ? 0 : 1);
      expect(left.moves).toBe(left.state === 'done' ? 1 : 0);
      const isLeftToIt = left.state === 'done' && !taken.some(({ doing }) => doing === 'move');
      expect(left.isMoved || !isLeftToIt).toBe(true);
      expect(left.state !== 'awaiting' || !taken.some(mayEnd)).toBe(true);
    }),
    { numRuns: 8 },
  );
  expect(seen.size).toBeGreaterThan(1);
});
