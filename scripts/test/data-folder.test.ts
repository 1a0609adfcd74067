import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { takeDataFolder } from '../stack/data-folder.ts';
import { loadSecrets } from '../stack/secrets.ts';
import { StackError } from '../stack/stack-error.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunbeon-folder-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a folder belongs to one stack at a time', async () => {
  const path = join(folder, 'one');
  const first = await takeDataFolder(path);
  await expect(takeDataFolder(path)).rejects.toThrow(`a stack already runs on ${path} (process ${process.pid})`);
  await first[Symbol.asyncDispose]();
  await using again = await takeDataFolder(path);
  expect(again.path).toBe(path);
});

test('a lock whose process is gone, or whose pid is another’s now, holds nobody up', async () => {
  const path = join(folder, 'stale');
  await (await takeDataFolder(path))[Symbol.asyncDispose]();
  await writeFile(join(path, 'stack.lock'), JSON.stringify({ pid: process.pid, identity: 'somebody else long ago' }));
  await using taken = await takeDataFolder(path);
  expect(taken.path).toBe(path);
});

test.each([
  ['a file stands in its place', () => join(folder, 'file')],
  ['a file stands above it', () => join(folder, 'file', 'below')],
  ['nothing can be made there', () => '/proc/nothing'],
])('%s: one line that names DATA_DIR', async (_name, path) => {
  await writeFile(join(folder, 'file'), '');
  const attempt = takeDataFolder(path());
  await expect(attempt).rejects.toThrow(StackError);
  await expect(attempt).rejects.toThrow(/^cannot use the data folder .* set DATA_DIR to a folder of yours$/);
});

test('secrets are made once and stay', async () => {
  const path = join(folder, 'secrets');
  await using taken = await takeDataFolder(path);
  const secrets = await loadSecrets(taken.path);
  expect(secrets.SESSION_KEYS).toMatch(/^dev/);
  await expect(loadSecrets(taken.path)).resolves.toEqual(secrets);
});
