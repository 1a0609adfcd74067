import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { isProblemCode } from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { aFamily } from './attempts/an-attempt.ts';
import { codeAttempts } from './attempts/codes.ts';
import { delegateAttempts } from './attempts/delegates.ts';
import { otherPeoplesDataAttempts } from './attempts/other-peoples-data.ts';

/* What is tried against delegates, their parents and the codes, and what each attempt gets. */

let at: TestApi;
beforeAll(async () => {
  at = await anApi();
});
afterAll(async () => at[Symbol.asyncDispose]());

const attempts = [...delegateAttempts, ...codeAttempts, ...otherPeoplesDataAttempts];

test.each(attempts)('$attempt', async ({ run, gets }) => {
  expect(await run(at, await aFamily(at))).toBe(gets);
});

test('docs/consent-abuse.md says of each attempt what it got, and of no other', async () => {
  const page = await readFile(new URL('../../../docs/consent-abuse.md', import.meta.url), 'utf8');
  const rows = [...page.matchAll(/^\| (?!---|attempt)(.*) \| (.*) \|$/gm)];
  const written = rows.filter(([, , gets = '']) => !gets.startsWith('see ')).map(([row]) => row);
  expect(written).toEqual(attempts.map(({ attempt, gets }) => `| ${attempt} | ${gets} |`));
  for (const [, code = ''] of page.matchAll(/\d{3} ([a-z]+(?:-[a-z]+)+)/g)) expect(isProblemCode(code)).toBe(true);
});
