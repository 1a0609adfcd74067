import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Keyring, openContact, verifySession } from '@sunbeon/crypto';
import { freePorts } from '@sunbeon/embedded';
import { runCli } from '../cli/run-cli.ts';
import { choosePorts } from '../stack/ports.ts';
import { type StackRecord, writeRecord } from '../stack/record.ts';
import { loadSecrets, type Secrets } from '../stack/secrets.ts';
import { envToSettings } from '../stack/settings.ts';

let dataDir: string;
let record: StackRecord;
let secrets: Secrets;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-cli-'));
  secrets = await loadSecrets(dataDir);
  const [gatePort = 0, staffPort = 0, sandboxPort = 0] = await freePorts(3);
  const ports = await choosePorts({ ...envToSettings({}), gatePort, staffPort, sandboxPort }, null);
  const addresses = { databaseUrl: 'postgresql://nobody', redisUrl: 'redis://nobody', redisPrefix: 'sunbeon' };
  record = { nodeEnv: 'development', ports, ...addresses };
  await writeRecord(dataDir, record);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

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
  return { status, ...said };
}

function jsonLines(text: string): Record<string, string>[] {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

test('session mint gives different people at every call, one per line, and nothing else', async () => {
  const runs = [await cli('session', 'mint', '--birth-date', '1967-05-01', '--count', '600', '--json')];
  runs.push(await cli('--json', 'session', 'mint', '--birth-date', '1967-05-01', '--count', '600'));
  const minted = runs.flatMap(({ stdout }) => jsonLines(stdout));
  expect(new Set(minted.map(({ personKey }) => personKey)).size).toBe(1_200);
  expect(Object.keys(minted[0] ?? {})).toEqual(['personKey', 'session']);
  expect(runs.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ''],
    [0, ''],
  ]);
});

test('a minted session is one of the stack’s own, name and phone sealed for its person', async () => {
  const { stdout } = await cli('session', 'mint', '--birth-date', '1967-05-01', '--json');
  const [{ session = '', personKey = '' } = {}] = jsonLines(stdout);
  const verified = verifySession(Keyring.parse(secrets.SESSION_KEYS), session);
  expect(verified).toMatchObject({ personKey, birthDate: '1967-05-01' });
  const sealing = Keyring.parse(secrets.SEALING_KEYS);
  const contact = await openContact(sealing, verified?.sealedContact ?? '', personKey);
  expect(contact.phone).toMatch(/^\+82100/);
  expect(session).not.toContain(Buffer.from(contact.name).toString('base64url'));
});

test('sessions are minted in development only', async () => {
  await writeRecord(dataDir, { ...record, nodeEnv: 'test' });
  const { status, stderr } = await cli('session', 'mint', '--birth-date', '1967-05-01', '--json');
  await writeRecord(dataDir, record);
  expect(status).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ code: 'development-only' });
});

test('token inspect says what a token is and whether it is accepted', async () => {
  const { stdout } = await cli('session', 'mint', '--birth-date', '1967-05-01', '--json');
  const [{ session = '' } = {}] = jsonLines(stdout);
  const [own] = jsonLines((await cli('token', 'inspect', session, '--json')).stdout);
  expect(own).toMatchObject({ kind: 'session', valid: true, claims: { birthDate: '1967-05-01' } });
  const tampered = `${session.slice(0, -4)}AAAA`;
  const [forged] = jsonLines((await cli('token', 'inspect', tampered, '--json')).stdout);
  expect(forged).toMatchObject({ kind: 'session', valid: false });
});

const NEW_WINDOW = ['window', 'create', '--opens-at', '+1h', '--closes-at', '+2h'];
const AGES = ['--ages', '60-74', '--on', '2021-07-01'];

test.each([
  ['a stack that does not run', ['window', 'list'], 'stack-unreachable'],
  ['a birth date that does not exist', ['session', 'mint', '--birth-date', '1967-02-29'], 'invalid-arguments'],
  ['a missing option', ['slots', 'generate', '--window', 'w'], 'invalid-arguments'],
  ['a look-up by nothing', ['booking', 'find', '--reason', 'x'], 'invalid-arguments'],
  [
    'a look-up by two things',
    ['booking', 'find', '--number', 'n', '--phone', 'p', '--reason', 'x'],
    'invalid-arguments',
  ],
  ['a closing without a reason', ['slots', 'close', '1', '2'], 'invalid-arguments'],
  ['a cancellation without a reason', ['booking', 'cancel', 'b'], 'invalid-arguments'],
  ['a move to nowhere', ['booking', 'move', 'b', '--reason', 'x'], 'invalid-arguments'],
  ['a site of a stack that does not run', ['sites', 'close', 's', '--reason', 'x'], 'stack-unreachable'],
  ['nothing to requeue', ['messages', 'requeue'], 'invalid-arguments'],
  ['an unknown command', ['windows'], 'invalid-arguments'],
  ['a file that is not there', ['slots', 'import', '/nowhere.csv', '--window', 'w'], 'file-unreadable'],
  ['a roll that is not there', ['roll', 'import', '/nowhere.csv', '--campaign', 'c'], 'file-unreadable'],
  ['a roll of no campaign', ['roll', 'import', '/nowhere.csv'], 'invalid-arguments'],
  ['a file of sites that is not there', ['data', 'import', '/nowhere.csv', '--kind', 'sites'], 'file-unreadable'],
  ['a file of nothing known', ['data', 'import', '/nowhere.csv', '--kind', 'people'], 'invalid-arguments'],
  ['an export without a reason', ['data', 'export', 'sites', '/nowhere/sites.csv'], 'invalid-arguments'],
  ['an export to nowhere', ['data', 'export', 'sites', '/nowhere/sites.csv', '--reason', 'x'], 'file-unwritable'],
  ['an export of nothing known', ['data', 'export', 'roll', '/tmp/x', '--reason', 'x'], 'invalid-arguments'],
  ['ages that are none', [...NEW_WINDOW, '--ages', '74-60', '--on', '2021-07-01'], 'invalid-arguments'],
  ['ages on no day', [...NEW_WINDOW, '--ages', '60-74'], 'invalid-arguments'],
  ['ages and birth dates', [...NEW_WINDOW, ...AGES, '--birth-from', '1961-01-01'], 'invalid-arguments'],
  ['a window for nobody', NEW_WINDOW, 'invalid-arguments'],
  ['a window of a stack that does not run', [...NEW_WINDOW, ...AGES], 'stack-unreachable'],
  ['something that is no token', ['token', 'inspect', 'abc'], 'invalid-arguments'],
])('%s: one problem on stderr, nothing on stdout, status 1', async (_name, args, code) => {
  const asJson = await cli(...args, '--json');
  expect(asJson).toMatchObject({ status: 1, stdout: '' });
  expect(jsonLines(asJson.stderr)).toEqual([expect.objectContaining({ code })]);
  const forPeople = await cli(...args);
  expect(forPeople).toMatchObject({ status: 1, stdout: '' });
  expect(forPeople.stderr).toMatch(new RegExp(`^${code}: [^\\n]+\\n$`));
});

test.each([[[]], [['window']]])('no command at all (%j) is a mistake that says what to do', async (args) => {
  const { status, stdout, stderr } = await cli(...args, '--json');
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(jsonLines(stderr)).toEqual([expect.objectContaining({ detail: 'no command given; --help lists them' })]);
});
