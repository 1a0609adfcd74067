import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

/** Connections one process holds: below the number of files that a process may usually open. */
const MOST_PER_PROCESS = 10_000;
const toldSchema = z.object({ answered: z.int() });

/** Keep-alive connections that have asked once and stay, in processes and from addresses of their own. */
export class IdleCrowd implements AsyncDisposable {
  readonly #processes: readonly ChildProcess[];
  /** Connections that were opened and answered. */
  readonly open: number;

  private constructor(processes: readonly ChildProcess[], open: number) {
    this.#processes = processes;
    this.open = open;
  }

  static async gather(url: string, path: string, count: number): Promise<IdleCrowd> {
    const entry = new URL(`./idle-crowd/main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    const shares = Array.from({ length: Math.ceil(count / MOST_PER_PROCESS) }, (_, index) =>
      Math.min(MOST_PER_PROCESS, count - index * MOST_PER_PROCESS),
    );
    const processes = shares.map((share, index) => {
      const order = { URL: url, PATH_ASKED: path, COUNT: String(share), SOURCE: `127.0.0.${index + 2}` };
      return fork(entry, { execArgv: process.execArgv, env: { PATH: process.env['PATH'] ?? '', ...order } });
    });
    return new IdleCrowd(processes, await told(processes));
  }

  /** Asks on each connection once more; resolves to how many were answered. */
  async ask(): Promise<number> {
    const answered = told(this.#processes);
    for (const child of this.#processes) child.send('ask');
    return await answered;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#processes.map(async (child) => {
        if (child.exitCode !== null) return;
        const exited = once(child, 'exit');
        child.kill();
        await exited;
      }),
    );
  }
}

async function told(processes: readonly ChildProcess[]): Promise<number> {
  const answers = await Promise.all(
    processes.map(async (child) => {
      const ended = once(child, 'exit').then(() => Promise.reject(new Error('an idle crowd has ended')));
      ended.catch(() => null);
      const [message] = await Promise.race([once(child, 'message'), ended]);
      return toldSchema.parse(message).answered;
    }),
  );
  return answers.reduce((sum, answered) => sum + answered, 0);
}
