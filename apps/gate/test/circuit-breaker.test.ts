import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type BreakerLimits, CircuitBreaker, type Passage } from '../src/identity/circuit-breaker.ts';

const limits: BreakerLimits = {
  maxAtOnce: 4,
  failuresToOpen: 3,
  windowMs: 30_000,
  coolDownMs: 2_000,
  longestCoolDownMs: 8_000,
};

/** One exchange after the other, each ending at once. */
function run(breaker: CircuitBreaker, outcomes: string, nowMs: number): number {
  let refused = 0;
  for (const outcome of outcomes) {
    const passage = breaker.enter(nowMs);
    if (passage === null) refused += 1;
    passage?.leave(outcome === 'x' ? 'failed' : 'answered', nowMs);
  }
  return refused;
}

test.each([
  ['one failure', 'x', 'closed'],
  ['two failures', 'xx', 'closed'],
  ['three failures', 'xxx', 'open'],
  ['three failures among enough answers', '....xxx', 'closed'],
  ['half of them', '...xxx', 'open'],
  ['answers alone', '........', 'closed'],
])('%s', (_what, outcomes, state) => {
  const breaker = new CircuitBreaker(limits);
  run(breaker, outcomes, 0);
  expect(breaker.state(0)).toBe(state);
});

test('old failures are forgotten', () => {
  const breaker = new CircuitBreaker(limits);
  run(breaker, 'xx', 0);
  run(breaker, 'x', limits.windowMs);
  expect(breaker.state(limits.windowMs)).toBe('closed');
});

test('open, nobody passes; half open, one tries, and what it finds decides; each failed trial waits longer', () => {
  const breaker = new CircuitBreaker(limits);
  run(breaker, 'xxx', 0);
  expect(run(breaker, '...', 1_999)).toBe(3);
  let openedAtMs = 0;
  for (const coolDownMs of [2_000, 4_000, 8_000, 8_000]) {
    expect(breaker.state(openedAtMs + coolDownMs - 1)).toBe('open');
    openedAtMs += coolDownMs;
    expect(breaker.state(openedAtMs)).toBe('half-open');
    run(breaker, 'x', openedAtMs);
  }
  openedAtMs += 8_000;
  const trial = breaker.enter(openedAtMs);
  expect([trial, breaker.enter(openedAtMs)]).toEqual([expect.anything(), null]);
  trial?.leave('answered', openedAtMs);
  expect(breaker.state(openedAtMs)).toBe('closed');
  run(breaker, 'xxx', openedAtMs);
  expect(breaker.state(openedAtMs + 2_000)).toBe('half-open');
});

test('what began before the breaker opened says nothing about it afterwards', () => {
  const breaker = new CircuitBreaker(limits);
  const old = breaker.enter(0);
  run(breaker, 'xxx', 0);
  old?.leave('answered', 1);
  expect(breaker.state(1)).toBe('open');
  const trial = breaker.enter(2_000);
  expect(trial).not.toBeNull();
  old?.leave('failed', 2_000);
  expect(breaker.state(2_000)).toBe('half-open');
});

test('hanging exchanges fill their bound and no more', () => {
  const breaker = new CircuitBreaker(limits);
  const passages = Array.from({ length: 10 }, () => breaker.enter(0)).filter((passage) => passage !== null);
  expect(passages).toHaveLength(limits.maxAtOnce);
  for (const passage of passages) passage.leave('failed', 3_000);
  expect(breaker.state(3_000)).toBe('open');
});

/** The rules once more, told as a history: everything that happened, and what follows from it. */
class BreakerOnPaper {
  #history: { readonly atMs: number; readonly failed: boolean; readonly era: number }[] = [];
  #openedAtMs: number[] = [];
  #underWay = new Map<number, number>();
  #trial: number | null = null;
  #coolDownMs = limits.coolDownMs;
  #isOpen = false;
  era = 0;

  state(nowMs: number): string {
    if (!this.#isOpen) return 'closed';
    return nowMs < (this.#openedAtMs.at(-1) ?? 0) + this.#coolDownMs ? 'open' : 'half-open';
  }

  mayEnter(nowMs: number): boolean {
    const isFree = this.#underWay.size < limits.maxAtOnce;
    return isFree && (this.state(nowMs) === 'closed' || (this.state(nowMs) === 'half-open' && this.#trial === null));
  }

  enter(id: number, nowMs: number): void {
    if (this.state(nowMs) === 'half-open') this.#trial = id;
    this.#underWay.set(id, this.era);
  }

  leave(id: number, failed: boolean, nowMs: number): void {
    const era = this.#underWay.get(id);
    this.#underWay.delete(id);
    if (era !== this.era) return;
    if (this.#isOpen && !failed) return this.#turn(false, limits.coolDownMs, nowMs);
    if (this.#isOpen) return this.#turn(true, Math.min(limits.longestCoolDownMs, this.#coolDownMs * 2), nowMs);
    this.#history.push({ atMs: nowMs, failed, era });
    const lately = this.#history.filter((past) => past.era === this.era && past.atMs > nowMs - limits.windowMs);
    const failures = lately.filter((past) => past.failed).length;
    if (failed && failures >= limits.failuresToOpen && failures >= lately.length / 2)
      this.#turn(true, limits.coolDownMs, nowMs);
  }

  #turn(isOpen: boolean, coolDownMs: number, nowMs: number): void {
    this.era += 1;
    this.#isOpen = isOpen;
    this.#coolDownMs = coolDownMs;
    this.#trial = null;
    if (isOpen) this.#openedAtMs.push(nowMs);
  }
}

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('enter' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(), failed: fc.nat(9).map((n) => n < 7) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 12_000 }) }) },
);

type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never;

/** What the breaker did at each step, what the rules say it should have done, and what was under way at most. */
function play(actions: readonly Action[]) {
  const breaker = new CircuitBreaker(limits);
  const paper = new BreakerOnPaper();
  const passages = new Map<number, Passage>();
  const [did, should]: [unknown[], unknown[]] = [[], []];
  let [nowMs, most] = [0, 0];
  for (const [id, step] of actions.entries()) {
    if (step.do === 'wait') nowMs += step.ms;
    if (step.do === 'enter') {
      should.push(paper.mayEnter(nowMs));
      const passage = breaker.enter(nowMs);
      did.push(passage !== null);
      if (passage !== null) {
        passages.set(id, passage);
        paper.enter(id, nowMs);
      }
    }
    const left = step.do === 'leave' ? [...passages.keys()][step.which % Math.max(1, passages.size)] : undefined;
    if (step.do === 'leave' && left !== undefined) {
      passages.get(left)?.leave(step.failed ? 'failed' : 'answered', nowMs);
      passages.delete(left);
      paper.leave(left, step.failed, nowMs);
    }
    should.push(paper.state(nowMs));
    did.push(breaker.state(nowMs));
    most = Math.max(most, passages.size);
  }
  for (const passage of passages.values()) passage.leave('failed', nowMs);
  return { did, should, most, canGoOn: breaker.enter(nowMs + limits.longestCoolDownMs) !== null };
}

test('whatever happens, it does what the rules on paper say, and always lets somebody try again', () => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 60, maxLength: 150, size: 'max' }), (actions) => {
      const { did, should, most, canGoOn } = play(actions);
      expect(did).toEqual(should);
      expect(most).toBeLessThanOrEqual(limits.maxAtOnce);
      expect(canGoOn).toBe(true);
    }),
    { numRuns: 300 },
  );
});
