import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isProblemCode } from '@sunbeon/core';
import { startOwnRedis } from '@sunbeon/test-kit';
import { aGate, type TestGate } from './a-gate.ts';
import { pageAttempts } from './http-attempts/pages.ts';
import { requestAttempts } from './http-attempts/requests.ts';

/* What is tried over HTTP against a gate, and what each attempt gets. */

let redis: Awaited<ReturnType<typeof startOwnRedis>>;
let gate: TestGate;
beforeAll(async () => {
  redis = await startOwnRedis();
  gate = await aGate({ REDIS_URL: redis.url });
});
afterAll(async () => {
  await gate[Symbol.asyncDispose]();
  await redis[Symbol.asyncDispose]();
});

const attempts = [...requestAttempts, ...pageAttempts];

test.each(attempts)('$attempt', async ({ run, gets }) => {
  expect(await run(gate)).toBe(gets);
});

test('docs/http-abuse.md says of each attempt what it got, and of no other', async () => {
  const page = await readFile(new URL('../../../docs/http-abuse.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (?!---|attempt \|)(.*) \| (.*) \|$/gm)];
  const written = rows.filter(([, , gets = '']) => !gets.startsWith('see ')).map(([row]) => row);
  expect(written).toEqual(attempts.map(({ attempt, gets }) => `| ${attempt} | ${gets} |`));
  for (const [, code = ''] of page.matchAll(/\d{3} ([a-z]+(?:-[a-z]+)+)/g)) expect(isProblemCode(code)).toBe(true);
});
