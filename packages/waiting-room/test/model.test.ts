import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PublishedWindow } from '../src/index.ts';
import { person, type TestLine, testLine } from './fixture.ts';
import { PureLine } from './pure-line.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

const PEOPLE = 16;
const CEILING = 10;
/** Nobody who was called is given up within a run. */
const LONG_GRACE_MS = 3_600_000;

/** The window as staff last changed it, for publishing the next version. */
interface Real {
  window: PublishedWindow;
}

type Command = fc.AsyncCommand<PureLine, Real>;

function command(name: string, run: (pure: PureLine, real: Real) => Promise<void>): Command {
  return { check: () => true, run, toString: () => name };
}

const join = (n: number) =>
  command(`join ${n}`, async (pure, { window }) => {
    expect(await line.room.join(window.id, person(n))).toMatchObject(pure.join(person(n)));
  });

/** Several people within one turn of the event loop, somebody twice perhaps. */
const joinTogether = (people: readonly number[]) =>
  command(`join together ${people.join(' ')}`, async (pure, { window }) => {
    const joined = await Promise.all(people.map((n) => line.room.join(window.id, person(n))));
    expect(joined).toMatchObject(people.map((n) => pure.join(person(n))));
  });

/** The holder of a number claims, or someone else with that number. */
const claim = (nth: number, stranger: number | null) =>
  command(`claim ${nth} ${stranger === null ? 'by its holder' : `by ${stranger}`}`, async (pure, { window }) => {
    const number = given(pure, nth);
    const claimant = (stranger === null ? pure.holderOf(number) : null) ?? person(stranger ?? nth);
    expect(await line.room.claim(window.id, number, claimant)).toMatchObject(pure.claim(claimant, number));
  });

const finish = (nth: number) =>
  command(`finish ${nth}`, async (pure, { window }) => {
    const number = given(pure, nth);
    await line.room.finish(window.id, number);
    pure.finish(number);
  });

const release = (nth: number) =>
  command(`release ${nth}`, async (pure, { window }) => {
    const number = given(pure, nth);
    await line.room.release(window.id, number);
    pure.release(number);
  });

/** Spreads 1, 2, 3, … over the numbers given so far and one beyond. */
function given(pure: PureLine, nth: number): number {
  return 1 + (nth % (pure.issued + 1));
}

const callNext = () =>
  command('callNext', async (pure, { window }) => {
    expect(await line.room.callNext(window.id, { claimGraceMs: LONG_GRACE_MS })).toEqual(pure.callNext());
  });

const look = (number: number) =>
  command(`look ${number}`, async (pure, { window }) => {
    const expected = pure.standing(number);
    const standing = await line.room.standing(window.id, number);
    if (expected === null) expect(standing).toBeNull();
    else expect(standing).toMatchObject(expected);
    const { state, serving, issued } = pure;
    expect(await line.room.status(window.id)).toMatchObject({ state, serving, issued });
  });

const change = (changes: Partial<Pick<PublishedWindow, 'paused' | 'closed' | 'maxActive'>>) =>
  command(`change ${JSON.stringify(changes)}`, async (pure, real) => {
    real.window = { ...real.window, ...changes, version: real.window.version + 1 };
    expect(await line.room.publishWindow(real.window)).toBe(true);
    const { paused, closed, maxActive } = real.window;
    pure.door = { ...pure.door, paused, closed };
    pure.maxActive = maxActive;
  });

const setRemaining = (remaining: number) =>
  command(`setRemaining ${remaining}`, async (pure, { window }) => {
    await line.room.setRemaining(window.id, remaining);
    pure.door = { ...pure.door, exhausted: remaining === 0 };
  });

const raiseCeiling = (ceiling: number) =>
  command(`raiseCeiling ${ceiling}`, async (pure, { window }) => {
    await line.room.raiseCeiling(window.id, ceiling);
    pure.ceiling = Math.max(pure.ceiling, ceiling);
  });

const anyone = fc.integer({ min: 1, max: PEOPLE });
const anyNumber = fc.nat(PEOPLE);
const often = (happening: fc.Arbitrary<Command>) => Array.from({ length: 3 }, () => happening);
const oneIn = (many: number) => fc.nat(many - 1).map((n) => n === 0);
const anyClaim = fc
  .tuple(anyNumber, fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anyone }))
  .map(([nth, stranger]) => claim(nth, stranger));
const commands = fc.commands(
  [
    ...often(anyone.map(join)),
    fc.array(anyone, { maxLength: PEOPLE }).map(joinTogether),
    ...often(anyClaim),
    ...often(fc.constant(null).map(callNext)),
    anyNumber.map(finish),
    anyNumber.map(release),
    anyNumber.map(look),
    oneIn(4).map((paused) => change({ paused })),
    oneIn(20).map((closed) => change({ closed })),
    fc.integer({ min: 0, max: 6 }).map((maxActive) => change({ maxActive })),
    fc.integer({ min: 0, max: 2 }).map(setRemaining),
    fc.integer({ min: 0, max: PEOPLE }).map(raiseCeiling),
  ],
  { size: 'max', maxCommands: 120 },
);

test('Redis follows the pure rules, whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(commands, async (happenings) => {
      const window = await line.open({ maxActive: 3, ceiling: CEILING });
      await fc.asyncModelRun(
        () => ({ model: new PureLine(window, window.maxActive, CEILING), real: { window } }),
        happenings,
      );
    }),
    { numRuns: 100 },
  );
});
