import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { envToSettings, type Stack, StaffApi, startStack } from '../index.ts';
import { repositoryRoot } from '../stack/repository.ts';

/* Whole stacks: embedded databases and every service as its own process, from the build, on free ports. */

const run = promisify(execFile);
const COMPILE_LIMIT_MS = 120_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sunbeon-stack-'));
  await chmod(folder, 0o755);
  await compile();
}, COMPILE_LIMIT_MS);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function compile(): Promise<void> {
  const compiler = join(repositoryRoot, 'node_modules/.bin/tsc');
  await run(compiler, ['-b'], { cwd: repositoryRoot }).catch(({ stdout }: { stdout: string }) => {
    throw new Error(`the sources do not compile:\n${stdout}`);
  });
}

const freePortsOnly = { ...envToSettings({}), gatePort: 0, staffPort: 0, sandboxPort: 0 };

const aWindow = {
  cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
  opensAt: '2037-01-01T00:00:00Z',
  closesAt: '2037-01-02T00:00:00Z',
};

function startOn(name: string): Promise<Stack> {
  return startStack({ ...freePortsOnly, dataDir: join(folder, name) });
}

function staffOf({ staffUrl, secrets }: Stack): StaffApi {
  return new StaffApi(staffUrl, secrets.STAFF_KEY);
}

/** By whom services are connected to Postgres: not by the owner of its tables. */
async function loginsOfServices({ record }: Stack): Promise<unknown[]> {
  const owner = new Client({ connectionString: record.databaseUrl });
  await owner.connect();
  try {
    const logins = await owner.query(
      "SELECT DISTINCT usename FROM pg_stat_activity WHERE application_name = 'sunbeon'",
    );
    return logins.rows.map(({ usename }: { usename: unknown }) => usename);
  } finally {
    await owner.end();
  }
}

test('two stacks live side by side, answer, and leave no process behind', async () => {
  const [one, two] = await Promise.all([startOn('one'), startOn('two')]);
  const pids = [...one.processes(), ...two.processes()].map(({ pid }) => pid);
  expect(pids).toHaveLength(16);
  for (const { gateUrl, sandboxUrl } of [one, two]) {
    for (const url of [gateUrl, sandboxUrl]) await expect(fetch(`${url}/livez`)).resolves.toHaveProperty('status', 200);
  }
  await staffOf(one).createWindow({ id: 'only-here', ...aWindow });
  await expect(staffOf(one).listWindows()).resolves.toMatchObject([{ id: 'only-here', state: 'scheduled' }]);
  await expect(staffOf(two).listWindows()).resolves.toEqual([]);
  expect(await loginsOfServices(one)).toEqual(['sunbeon_service']);
  await Promise.all([one.stop(), two.stop()]);
  await expect(running(pids)).resolves.toEqual([]);
});

test('a second start finds its data, its secrets and its internal ports again; a killed service and a killed database come back', async () => {
  const first = await startOn('again');
  const made = await staffOf(first).createWindow({ id: 'kept', ...aWindow });
  await staffOf(first).generateSlots(made.id, { sites: 101, days: 1, timesPerDay: 1, capacity: 1 });
  await first.stop();

  await using second = await startOn('again');
  expect(second.secrets).toEqual(first.secrets);
  expect(second.record.ports.postgres).toBe(first.record.ports.postgres);
  await expect(staffOf(second).listWindows()).resolves.toMatchObject([{ id: 'kept' }]);

  const before = second.processes();
  for (const { name, pid } of before) if (name === 'gate' || name === 'postgres') process.kill(pid, 'SIGKILL');
  await eventually(async () => {
    await expect(fetch(`${second.gateUrl}/livez`)).resolves.toHaveProperty('status', 200);
    await expect(staffOf(second).listWindows()).resolves.toMatchObject([{ id: 'kept' }]);
    expect(pidOf(second, 'gate')).not.toBe(before.find(({ name }) => name === 'gate')?.pid);
    expect(pidOf(second, 'postgres')).not.toBe(before.find(({ name }) => name === 'postgres')?.pid);
  });
});

test('a service that cannot start is told in one line and nothing is left running', async () => {
  const dataDir = join(folder, 'wrong');
  const attempt = startStack({
    ...freePortsOnly,
    dataDir,
    serviceEnv: { notifier: { SMPP_URL: 'no address' } },
  });
  await expect(attempt).rejects.toThrow(/^notifier did not start: notifier: SMPP_URL: .*$/);
  const record = await readFile(join(dataDir, 'stack.json'), 'utf8');
  const { ports } = JSON.parse(record);
  await expect(fetch(`http://127.0.0.1:${ports.gate}/livez`)).rejects.toThrow('fetch failed');
});

test('the command prints the addresses, and everything ends when it is killed', async () => {
  const dataDir = join(folder, 'killed');
  const launcher = spawn(process.execPath, ['scripts/dist/stack/main.js', '--no-demo'], {
    cwd: repositoryRoot,
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      DATA_DIR: dataDir,
      GATE_PORT: '0',
      STAFF_PORT: '0',
      SANDBOX_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  launcher.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  await eventually(() => expect(said).toContain('Ctrl-C stops everything'), { timeoutMs: 40_000 });
  await eventually(() => expect(said).toContain('pnpm cli staff create'));
  const url = /citizens\s+(\S+)/.exec(said)?.[1] ?? '';
  await expect(fetch(`${url}/livez`)).resolves.toHaveProperty('status', 200);
  const pids = await childrenOf(launcher.pid ?? 0);
  expect(pids.length).toBeGreaterThanOrEqual(7);
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  await eventually(async () => expect(await running(pids)).toEqual([]));
});

function pidOf(stack: Stack, name: string): number | undefined {
  return stack.processes().find((process) => process.name === name)?.pid;
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
}

/** Those of the processes that still run; a zombie has ended, whoever inherits it may look late. */
async function running(pids: readonly number[]): Promise<number[]> {
  const states = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/status`, 'utf8').catch(() => 'State: Z')));
  return pids.filter((_, index) => !/^State:\s+Z/m.test(states[index] ?? ''));
}
