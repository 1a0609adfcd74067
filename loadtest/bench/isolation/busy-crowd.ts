import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Requests } from '../closed-loop.ts';

/** As many as one gate hands on at a time, and as many again whom it answers by itself. */
const CONNECTIONS = 128;
const PROGRAM = fileURLToPath(new URL('busy-crowd/main.js', import.meta.url));
const BUSY_WITHIN_MS = 20_000;
const reportSchema = z.object({ perSecond: z.number() });

/** Somebody who keeps a server as busy as it gets, in a process of its own, until disposed of. */
export class BusyCrowd implements AsyncDisposable {
  readonly #child: ChildProcess;
  /** Answers a second, second by second. */
  readonly perSecond: number[] = [];

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message) => this.perSecond.push(reportSchema.parse(message).perSecond));
  }

  /** Resolves once it has been busy for a second. @param file where it finds what to ask, from now on */
  static async start(url: string, requests: Requests, file: string): Promise<BusyCrowd> {
    await writeFile(file, JSON.stringify(requests.map(String)), { mode: 0o600 });
    const env = { PATH: process.env['PATH'] ?? '', CROWD_URL: url, CROWD_REQUESTS: file };
    const child = fork(PROGRAM, { env: { ...env, CROWD_CONNECTIONS: String(CONNECTIONS) } });
    const crowd = new BusyCrowd(child);
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the crowd went home at once')));
    await Promise.race([once(child, 'message', { signal: AbortSignal.timeout(BUSY_WITHIN_MS) }), ended]);
    ended.catch(() => null);
    return crowd;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null) throw new Error('the crowd has gone home by itself');
    this.#child.kill('SIGTERM');
    await once(this.#child, 'exit');
  }
}
