import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { anotherCode, as, ask, codeSent, naming, putOnRoll } from './a-family.ts';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';

/*
 * Whether the time an answer takes tells who is on the roll. The two kinds of request are made in pairs, in either order, so
 * that whatever else the machine does befalls both; were one slower, it would be so in most of the pairs.
 */

// Three rounds, should the first two leave it open, on a busy machine.
jest.setTimeout(90_000);

let at: TestApi;
beforeAll(async () => {
  at = await anApi();
});
afterAll(async () => at[Symbol.asyncDispose]());

const PAIRS_A_ROUND = 40;
const MOST_ROUNDS = 3;
/** Of fair throws within one deviation of the half after a round: nothing more needs to be looked at. */
const SURELY_FAIR = 1;
/** Beyond so many deviations after all rounds: fair throws come there once in 16,000 times. */
const SURELY_UNFAIR = 4;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
}

type Kinds = readonly [() => Promise<unknown>, () => Promise<unknown>];

/** How far the share of pairs in which the first kind took longer is from one half, in standard deviations of fair throws. */
async function unfairness(pair: () => Promise<Kinds>): Promise<number> {
  let slower = 0;
  let deviations = 0;
  for (let pairs = 1; pairs <= MOST_ROUNDS * PAIRS_A_ROUND; pairs += 1) {
    const [one, other] = await pair();
    // Thrown, not in turns: what comes first after people were made is slower than what follows, and comes in turns, too.
    const isFirst = Math.random() < 0.5;
    const before = await timed(isFirst ? one : other);
    const after = await timed(isFirst ? other : one);
    if (isFirst ? before > after : after > before) slower += 1;
    deviations = Math.abs(slower - pairs / 2) / (Math.sqrt(pairs) / 2);
    if (pairs % PAIRS_A_ROUND === 0 && deviations <= SURELY_FAIR) break;
  }
  return deviations;
}

async function twoPeople(): Promise<readonly [child: TestPerson, on: TestPerson, off: TestPerson]> {
  const [child, on, off] = [await at.person(), await at.person(), await at.person()];
  await putOnRoll(at, on);
  return [child, on, off];
}

/** The lengths of what stands in the columns of text. */
function lengthsIn(row: object): string[] {
  return Object.entries(row).flatMap(([column, value]) =>
    typeof value === 'string' ? [`${column} ${value.length}`] : [],
  );
}

test('asking for somebody on the roll takes as long as asking for somebody who is not', async () => {
  const deviations = await unfairness(async () => {
    const [child, on, off] = await twoPeople();
    const call = as(at, child);
    return [
      async () => call('POST', '/v1/consents', naming(on)),
      async () => call('POST', '/v1/consents', naming(off)),
    ];
  });
  expect(deviations).toBeLessThan(SURELY_UNFAIR);
});

test('a wrong code takes as long whether one was sent or not', async () => {
  const tries: Kinds[] = [];
  const deviations = await unfairness(async () => tries.pop() ?? (await fourTries()));
  expect(deviations).toBeLessThan(SURELY_UNFAIR);

  /** As many pairs as one code can be tried in, the last of them returned. */
  async function fourTries(): Promise<Kinds> {
    const [child, on, off] = await twoPeople();
    const [sent, unsent] = [await ask(at, child, on), await ask(at, child, off)];
    const code = anotherCode(await codeSent(at, sent.id));
    const enter = (id: string) => async () => as(at, child)('POST', `/v1/consents/${id}/code/check`, { code });
    const pair: Kinds = [enter(sent.id), enter(unsent.id)];
    tries.push(pair, pair, pair);
    return pair;
  }
});

test('the same is written for either: the same tables, the same number of rows, the same lengths', async () => {
  const [child, on, off] = await twoPeople();
  const written = async (parent: TestPerson) => {
    const { id } = await ask(at, child, parent);
    const { codes, messages, ...consent } = await at.store.prisma.consent.findUniqueOrThrow({
      where: { id },
      include: { codes: true, messages: true },
    });
    return {
      consent: lengthsIn({ ...consent, sealedNamed: '' }),
      codes: codes.map(({ beneficiaryKey: _key, ...code }) => lengthsIn(code)),
      messages: messages.map(({ state: _state, ...message }) => lengthsIn(message)),
      entries: await at.store.prisma.auditEntry.count({ where: { subject: `consent:${id}` } }),
    };
  };
  expect(await written(off)).toEqual(await written(on));
});
