import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** When the demo opens, as its process tells. */
const announcementSchema = z.object({ windowId: z.string(), opensAt: z.iso.datetime() });
export type Announcement = z.infer<typeof announcementSchema>;

const ANNOUNCEMENT_LIMIT_MS = 15_000;

/** The crowd of a demo, in a process that ends with this one. */
export class DemoProcess implements AsyncDisposable {
  readonly #child: ChildProcess;

  constructor(dataDir: string, people: number) {
    const log = openSync(join(dataDir, 'logs', 'demo.log'), 'a', 0o600);
    // From source and from the build alike: the neighbour of this file.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    const program = fileURLToPath(new URL(`./main.${extension}`, import.meta.url));
    this.#child = fork(program, [`--people=${people}`], {
      detached: true,
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
  }

  /** The scheduled window, or `null` when there is none: the log says why. */
  async announcement(): Promise<Announcement | null> {
    const answer = await Promise.race([
      once(this.#child, 'message', { signal: AbortSignal.timeout(ANNOUNCEMENT_LIMIT_MS) }).catch(() => [null]),
      once(this.#child, 'exit').then(() => [null]),
    ]);
    const parsed = announcementSchema.safeParse(answer[0]);
    return parsed.success ? parsed.data : null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await exited;
  }
}
