import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { noteAudit, openStore, type Store, sealAudit } from '@sunbeon/store';
import { type TestDatabase, testDatabase } from '@sunbeon/test-kit';
import { runCli } from '../cli/run-cli.ts';

let database: TestDatabase;
let store: Store;
beforeAll(async () => {
  database = await testDatabase();
  store = openStore({ databaseUrl: database.url, poolSize: 2 });
  await write(3);
});
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function write(entries: number): Promise<void> {
  for (let n = 0; n < entries; n += 1) {
    await noteAudit(store, { actor: { kind: 'staff', id: 'a' }, action: 'test.do', subject: `s-${n}`, details: {} });
  }
  await sealAudit(store, { most: entries, everything: true });
}

async function cli(...args: string[]) {
  const said = { stdout: '', stderr: '' };
  const into = (name: keyof typeof said) =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const streams = { stdout: into('stdout'), stderr: into('stderr') };
  const status = await runCli(['audit', ...args, '--json'], { DATABASE_URL: database.url }, streams);
  return { status, ...said };
}

test('a head is printed, and found again after more was done', async () => {
  const printed = await cli('head');
  expect(printed).toMatchObject({ status: 0, stderr: '' });
  const { head, position } = JSON.parse(printed.stdout);
  expect(position).toBe(3);
  await write(2);
  const verified = await cli('verify', '--head', head);
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  expect(JSON.parse(verified.stdout)).toMatchObject({ verdict: 'verified', entries: 5, keptHead: 'found' });
  expect(JSON.parse((await cli('verify')).stdout)).toMatchObject({ verdict: 'verified', keptHead: null });
});

test('a head that never was, one beyond the end and a text that is none end with status 1', async () => {
  for (const [head, words] of [
    [`${'a'.repeat(64)}@3`, 'rewritten at position 3'],
    [`${'a'.repeat(64)}@99`, 'truncated at position 6'],
  ] as const) {
    const { status, stdout, stderr } = await cli('verify', '--head', head);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ code: 'audit-wrong', detail: expect.stringContaining(words) });
  }
  const { status, stderr } = await cli('verify', '--head', 'nonsense');
  expect({ status, ...JSON.parse(stderr) }).toMatchObject({ status: 1, code: 'invalid-arguments' });
});
