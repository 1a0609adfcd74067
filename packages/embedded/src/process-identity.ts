import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedError } from './embedded-error.ts';
import { isAlive, signal } from './kept-process.ts';

const run = promisify(execFile);

/**
 * Name and start time of a process, which together tell it from a later one with the same pid; `null` when there is none.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  if (process.platform === 'linux') return linuxIdentity(pid);
  const { stdout } = await run('ps', ['-o', 'lstart=,comm=', '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() || null;
}

/** Position of `starttime` in `/proc/<pid>/stat`, counted from the field after the name (proc(5)). */
const START_TIME_FIELD = 19;

async function linuxIdentity(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const end = text.lastIndexOf(')');
  const startTime = text.slice(end + 2).split(' ')[START_TIME_FIELD] ?? '';
  const bootId = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${text.slice(text.indexOf('(') + 1, end)} ${startTime} ${bootId.trim()}`;
}

const LEFTOVER_LIMIT_MS = 20_000;
const LOOK_AGAIN_MS = 50;

/** Ends a server that outlived its launcher; does nothing unless process `pid` bears the `name`. */
export async function endLeftover(pid: number, name: string, stopSignal: NodeJS.Signals): Promise<void> {
  if (!(pid > 1) || !(await processIdentity(pid))?.includes(name)) return;
  signal(pid, stopSignal);
  const deadline = Date.now() + LEFTOVER_LIMIT_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw new EmbeddedError(`${name} (process ${pid}) does not end: end it first`);
    await delay(LOOK_AGAIN_MS);
  }
}
