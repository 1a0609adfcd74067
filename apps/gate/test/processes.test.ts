import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, testRedis } from '@sunbeon/test-kit';
import { startGate } from './gate-process.ts';

const PROCESSES = 2;

let shared: Awaited<ReturnType<typeof testRedis>>;
let gate: ChildProcess;
let url: string;
let port: number;
/** How often the gate has said that all its processes were replaced. */
let renewals = 0;

beforeAll(async () => {
  shared = await testRedis();
  port = 20_000 + (process.pid % 10_000);
  url = `http://127.0.0.1:${port}`;
  gate = startGate(shared, port, { GATE_PROCESSES: String(PROCESSES) });
  gate.stdout?.setEncoding('utf8').on('data', (text: string) => {
    renewals += text.split('have been replaced').length - 1;
  });
  await once(gate, 'message');
});
afterAll(async () => {
  gate.kill('SIGKILL');
  await shared[Symbol.asyncDispose]();
});

async function workerPids(): Promise<number[]> {
  const text = await readFile(`/proc/${gate.pid}/task/${gate.pid}/children`, 'utf8');
  const pids = text.trim().split(' ').filter(Boolean).map(Number);
  const commands = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return pids.filter((_, index) => commands[index]?.includes('main.ts'));
}

/** Whoever is handed to a process in the moment of its death hears nothing, and has to ask again. */
const ANSWER_LIMIT_MS = 3_000;

async function isReady(): Promise<boolean> {
  const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
  return (await fetch(`${url}/readyz`, { headers: { Connection: 'close' }, signal })).status === 200;
}

/** How many questions for the windows have been answered, by the metrics of whichever process is asked. */
async function answered(): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`, { headers: { Connection: 'close' } })).text();
  const counts = metrics.matchAll(/^gate_request_seconds_count\{[^}]*route="\/v1\/windows"[^}]*\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

test('figures are those of all processes together, whichever answers', async () => {
  for (let asked = 0; asked < 8; asked += 1) await fetch(`${url}/v1/windows`, { headers: { Connection: 'close' } });
  expect(await answered()).toBe(8);
});

test('a process that is killed is replaced, and the door stays open meanwhile', async () => {
  const before = await workerPids();
  expect(before).toHaveLength(PROCESSES);
  expect(await answered()).toBe(8);
  const [victim = 0] = before;
  process.kill(victim, 'SIGKILL');
  const after = await eventually(async () => {
    expect(await isReady()).toBe(true);
    const pids = await workerPids();
    expect(pids).toHaveLength(PROCESSES);
    expect(pids).not.toContain(victim);
    return pids;
  });
  expect(after).toContain(before[1]);
  // What it had told the last time it was asked still counts.
  expect(await answered()).toBe(8);
});

/** So often each of four people asks, in milliseconds: the new processes have to start beside it. */
const ASK_EVERY_MS = 20;

/** Asks again and again on connections that are kept, until told to stop; resolves with how each question ended. */
async function askOnAndOn(until: AbortSignal): Promise<Map<number | string, number>> {
  const agent = new Agent({ keepAlive: true });
  const endings = new Map<number | string, number>();
  const ask = async (): Promise<void> => {
    const ending = await new Promise<number | string>((resolve) => {
      get(`${url}/v1/windows`, { agent }, (answer) => {
        answer.resume().on('end', () => resolve(answer.statusCode ?? 0));
      }).on('error', (error) => resolve(error.message));
    });
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
    if (until.aborted) return;
    await pause(ASK_EVERY_MS);
    await ask();
  };
  await Promise.all(Array.from({ length: 4 }, ask));
  agent.destroy();
  return endings;
}

test('told to renew itself, every process is replaced, and no question goes without an answer', async () => {
  const before = await workerPids();
  const answeredBefore = await answered();
  const renewed = new AbortController();
  const asking = askOnAndOn(renewed.signal);
  gate.kill('SIGHUP');
  await eventually(
    async () => {
      const pids = await workerPids();
      expect(pids).toHaveLength(PROCESSES);
      expect(pids.filter((pid) => before.includes(pid))).toEqual([]);
      expect(renewals).toBe(1);
    },
    { timeoutMs: 130_000 },
  );
  renewed.abort();
  const endings = await asking;
  expect([...endings.keys()]).toEqual([200]);
  // Those who asked the old processes are still counted, to the last.
  expect(await answered()).toBe(answeredBefore + (endings.get(200) ?? 0));
});

test('a process that ends by itself while all are renewed is replaced once, not twice', async () => {
  const before = await workerPids();
  const renewalsBefore = renewals;
  gate.kill('SIGHUP');
  process.kill(before[1] ?? 0, 'SIGKILL');
  await eventually(() => expect(renewals).toBe(renewalsBefore + 1), { timeoutMs: 130_000 });
  const after = await workerPids();
  expect(after).toHaveLength(PROCESSES);
  expect(after.filter((pid) => before.includes(pid))).toEqual([]);
});

test('told to stop, all end in good order', async () => {
  const pids = await workerPids();
  gate.kill('SIGTERM');
  const [code] = await once(gate, 'exit');
  expect(code).toBe(0);
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('a gate of one process ends in good order when it is told to renew itself: whoever watches it starts it again', async () => {
  const alone = startGate(shared, port, { GATE_PROCESSES: '1' });
  await once(alone, 'message');
  alone.kill('SIGHUP');
  const [code] = await once(alone, 'exit');
  expect(code).toBe(0);
});
