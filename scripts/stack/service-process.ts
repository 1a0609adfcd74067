import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lastWords } from './last-words.ts';
import { entryOf, type ServiceName, type ServicePlan } from './service-plan.ts';
import { StackError } from './stack-error.ts';

/** Longest a service may take to say that it is ready, and to finish what it has begun when it is told to stop. */
const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;
/** How long to wait before starting a crashed service again: doubled each time, forgotten once it has run a while. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 10_000;
const STEADY_MS = 30_000;

export interface ServiceOptions {
  readonly dataDir: string;
  /** Run from source, for development. */
  readonly fromSource: boolean;
  /** Flags for Node itself, e.g. to profile it. */
  readonly nodeFlags: readonly string[];
  /** Told one line when it has crashed. */
  readonly onNotice: (line: string) => void;
}

/** One service as a child process: started, watched, started again when it crashes, stopped. */
export class ServiceProcess {
  readonly name: ServiceName;
  readonly #plan: ServicePlan;
  readonly #options: ServiceOptions;
  readonly #logFile: string;
  readonly #stopping = new AbortController();
  #child: ChildProcess | null = null;
  #watching: Promise<void> = Promise.resolve();

  constructor(plan: ServicePlan, options: ServiceOptions) {
    this.name = plan.name;
    this.#plan = plan;
    this.#options = options;
    this.#logFile = join(options.dataDir, 'logs', `${plan.name}.log`);
  }

  /** Process id, or `null` while it does not run. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Resolves when the service says that it is ready; throws {@link StackError} when it does not. */
  async start(): Promise<void> {
    const child = this.#spawn();
    if (!(await isReady(child))) {
      await end(child);
      throw new StackError(`${this.name} did not start: ${await lastWords(this.#logFile)} (log: ${this.#logFile})`);
    }
    this.#watching = this.#watch(child);
  }

  /** Ends the present process in good order; a new one takes its place, as after a crash. */
  async restart(): Promise<void> {
    if (this.#child) await end(this.#child);
  }

  /** Ends it in good order; resolves when it is gone. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (this.#child) await end(this.#child);
    await this.#watching;
  }

  async #watch(first: ChildProcess): Promise<void> {
    let child = first;
    let pauseMs = FIRST_PAUSE_MS;
    for (;;) {
      const startedAtMs = Date.now();
      await exitOf(child);
      if (this.#stopping.signal.aborted) return;
      if (Date.now() - startedAtMs > STEADY_MS) pauseMs = FIRST_PAUSE_MS;
      this.#options.onNotice(`${this.name} ended (${causeOf(child)}) and is started again; log: ${this.#logFile}`);
      await delay(pauseMs, null, { signal: this.#stopping.signal }).catch(() => null);
      if (this.#stopping.signal.aborted) return;
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      child = this.#spawn();
    }
  }

  #spawn(): ChildProcess {
    const log = openSync(this.#logFile, 'a', 0o600);
    const { fromSource, nodeFlags } = this.#options;
    const flags = fromSource ? ['--conditions=source', '--import', import.meta.resolve('tsx')] : [];
    const child = spawn(
      process.execPath,
      ['--enable-source-maps', ...nodeFlags, ...flags, entryOf(this.name, fromSource ? 'src' : 'dist')],
      {
        // A session of its own: Ctrl-C in the terminal must reach the launcher alone, which stops things in order.
        detached: true,
        // When the launcher dies the channel closes, and the service ends by itself.
        stdio: ['ignore', log, log, 'ipc'],
        env: { PATH: process.env['PATH'] ?? '', TZ: 'UTC', ...this.#plan.env },
      },
    );
    closeSync(log);
    this.#child = child;
    return child;
  }
}

function isReady(child: ChildProcess): Promise<boolean> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, READY_LIMIT_MS, false);
    const answer = (ready: boolean) => {
      clearTimeout(late);
      resolve(ready);
    };
    child.once('message', () => answer(true));
    child.once('exit', () => answer(false));
    child.once('error', () => answer(false));
  });
}

async function end(child: ChildProcess): Promise<void> {
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await exitOf(child);
  clearTimeout(kill);
}

function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
  });
}

function causeOf(child: ChildProcess): string {
  return child.signalCode ?? `status ${child.exitCode ?? 'unknown'}`;
}
