import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { DrawDocument } from '@sunbeon/core';
import { commitmentTo, drawOrder, entriesDigestOf } from '@sunbeon/crypto';
import { freePorts } from '@sunbeon/embedded';
import { runCli } from '../cli/run-cli.ts';
import { choosePorts } from '../stack/ports.ts';
import { writeRecord } from '../stack/record.ts';
import { loadSecrets } from '../stack/secrets.ts';
import { envToSettings } from '../stack/settings.ts';

const SEED = createHash('sha256').update('seed').digest();

let dataDir: string;
let server: Server;
let shown: DrawDocument;
let closed: DrawDocument;
beforeAll(async () => {
  const people = Array.from({ length: 50 }, (_, n) => `person-${n}`.padEnd(22, '-'));
  const entries = (await drawOrder(SEED, 'w', people)).map(({ entry }) => entry);
  const entriesDigest = entriesDigestOf(entries);
  closed = {
    windowId: 'w',
    commitment: commitmentTo(SEED),
    seed: SEED.toString('hex'),
    drawn: 50,
    entriesDigest,
    entries,
  };
  dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-cli-draw-'));
  await loadSecrets(dataDir);
  const [gatePort = 0, staffPort = 0, sandboxPort = 0] = await freePorts(3);
  const ports = await choosePorts({ ...envToSettings({}), gatePort, staffPort, sandboxPort }, null);
  const addresses = { databaseUrl: 'postgresql://nobody', redisUrl: 'redis://nobody', redisPrefix: 'sunbeon' };
  await writeRecord(dataDir, { nodeEnv: 'test', ports, ...addresses });
  server = createServer((req, res) => {
    res.statusCode = req.url === '/v1/windows/w/draw' ? 200 : 404;
    res.end(JSON.stringify(res.statusCode === 200 ? shown : { code: 'window-unknown' }));
  });
  await new Promise<void>((resolve) => {
    server.listen(gatePort, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function verify(document: DrawDocument, ...args: string[]) {
  shown = document;
  return cli('draw', 'verify', 'w', '--json', ...args);
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
  const status = await runCli(args, { DATA_DIR: dataDir }, { stdout: into('stdout'), stderr: into('stderr') });
  const value: unknown = JSON.parse(said.stdout || said.stderr);
  return { status, value };
}

test('a draw that is as it was committed to is verified, and one’s number told', async () => {
  const entry = closed.entries?.[6] ?? '';
  expect(await verify(closed, '--commitment', closed.commitment, '--entry', entry)).toEqual({
    status: 0,
    value: {
      windowId: 'w',
      verdict: 'verified',
      commitment: closed.commitment,
      seed: closed.seed,
      drawn: 50,
      commitmentAsNoted: true,
      seedCommitted: true,
      listAsDrawn: true,
      orderOfSeed: true,
      number: 7,
    },
  });
});

test('what is not public yet is neither verified nor wrong', async () => {
  const open = { ...closed, entries: null };
  const scheduled = { ...open, seed: null, drawn: null, entriesDigest: null };
  expect(await verify(scheduled)).toMatchObject({ status: 0, value: { verdict: 'not-drawn', seedCommitted: null } });
  expect(await verify(open)).toMatchObject({ status: 0, value: { verdict: 'not-listed', seedCommitted: true } });
});

test.each([
  ['another seed', () => ({ seed: 'ab'.repeat(32) }), 'seedCommitted'],
  ['somebody left out', () => ({ entries: closed.entries?.slice(1) ?? [] }), 'listAsDrawn'],
  ['two exchanged', () => ({ entries: closed.entries?.toReversed() ?? [] }), 'orderOfSeed'],
])('%s: it fails, with status 1', async (_what, tampered, check) => {
  expect(await verify({ ...closed, ...tampered() })).toMatchObject({
    status: 1,
    value: { verdict: 'failed', [check]: false },
  });
});

test('another commitment than the one that was noted: it fails', async () => {
  const answer = await verify(closed, '--commitment', 'cd'.repeat(32));
  expect(answer).toMatchObject({ status: 1, value: { verdict: 'failed', commitmentAsNoted: false } });
});

test('a window nobody knows is said to be one', async () => {
  expect(await cli('draw', 'verify', 'nowhere', '--json')).toMatchObject({
    status: 1,
    value: { code: 'window-unknown' },
  });
});
