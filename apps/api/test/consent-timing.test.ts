import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, naming, as, putOnRoll, anotherCode, codeSent } from './a-family.ts';
import { anApi, type TestApi, type TestPerson } from './an-api.ts';

/*
 * Whether the time an answer takes tells who is on the roll. The two kinds of request are made in pairs, in either order, so
 * that whatever else the machine does befalls both; were one slower, it would be so in most of the pairs.
 */

let at: TestApi;
beforeAll(async () => {
  at = await anApi();
});
afterAll(async () => at[Symbol.asyncDispose]());

const PAIRS = 60;
/** Of 60 fair throws fewer than 15 or more than 45 heads come about once in 10,000 times. */
const FEWEST = PAIRS / 4;

async function timed(run: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await run();
  return performance.now() - startedMs;
}

/** In how many pairs the first kind took longer. */
async function slowerPairs(
  pair: () => Promise<readonly [() => Promise<unknown>, () => Promise<unknown>]>,
): Promise<number> {
  let slower = 0;
  for (let index = 0; index < PAIRS; index += 1) {
    const [one, other] = await pair();
    const isFirst = index % 2 === 0;
    const before = await timed(isFirst ? one : other);
    const after = await timed(isFirst ? other : one);
    if (isFirst ? before > after : after > before) slower += 1;
  }
  return slower;
}

async function twoPeople(): Promise<readonly [child: TestPerson, on: TestPerson, off: TestPerson]> {
  const [child, on, off] = [await at.person(), await at.person(), await at.person()];
  await putOnRoll(at, on);
  return [child, on, off];
}

function expectFair(slower: number): void {
  expect(slower).toBeGreaterThanOrEqual(FEWEST);
  expect(slower).toBeLessThanOrEqual(PAIRS - FEWEST);
}

test('asking for somebody on the roll takes as long as asking for somebody who is not', async () => {
  const slower = await slowerPairs(async () => {
    const [child, on, off] = await twoPeople();
    const call = as(at, child);
    return [
      async () => call('POST', '/v1/consents', naming(on)),
      async () => call('POST', '/v1/consents', naming(off)),
    ];
  });
  expectFair(slower);
});

test('a wrong code takes as long whether one was sent or not', async () => {
  const slower = await slowerPairs(async () => {
    const [child, on, off] = await twoPeople();
    const [sent, unsent] = [await ask(at, child, on), await ask(at, child, off)];
    const code = anotherCode(await codeSent(at, sent.id));
    const enter = (id: string) => async () => as(at, child)('POST', `/v1/consents/${id}/code/check`, { code });
    return [enter(sent.id), enter(unsent.id)];
  });
  expectFair(slower);
});

test('the same is written for either: the same tables, the same number of rows, the same lengths', async () => {
  const [child, on, off] = await twoPeople();
  const written = async (parent: TestPerson) => {
    const { id } = await ask(at, child, parent);
    const { codes, messages, ...consent } = await at.store.prisma.consent.findUniqueOrThrow({
      where: { id },
      include: { codes: true, messages: true },
    });
    const lengths = (row: object) =>
      Object.entries(row).flatMap(([column, value]) =>
        typeof value === 'string' ? [`${column} ${value.length}`] : [],
      );
    return {
      consent: lengths({ ...consent, sealedNamed: '' }),
      codes: codes.map(({ beneficiaryKey: _key, ...code }) => lengths(code)),
      messages: messages.map(({ state: _state, ...message }) => lengths(message)),
      entries: await at.store.prisma.auditEntry.count({ where: { subject: `consent:${id}` } }),
    };
  };
  expect(await written(off)).toEqual(await written(on));
});
