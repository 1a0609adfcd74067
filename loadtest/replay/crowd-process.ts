import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type Chronicle, type CrowdMessage, chronicleSchema, type Tally } from './chronicle.ts';
import type { CrowdOrder, NightOrder } from './crowd.ts';

/** The crowd lives in a process of its own: what it costs is told apart from what the stack costs. */
export class CrowdProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor() {
    const entry = new URL(import.meta.url.endsWith('.ts') ? './crowd.ts' : './crowd.js', import.meta.url);
    this.#child = fork(entry, { execArgv: process.execArgv });
    this.#ended = once(this.#child, 'exit').then(([status]) => {
      throw new Error(`the crowd ended early (status ${String(status)})`);
    });
    this.#ended.catch(() => null);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Makes everybody who will come; resolves when they stand ready. */
  async gather(order: Omit<CrowdOrder, 'kind'>): Promise<void> {
    this.#child.send({ kind: 'gather', ...order });
    await this.#told('ready', () => undefined);
  }

  /** Sends them out; resolves with what happened to each. */
  async liveTheNight(order: Omit<NightOrder, 'kind'>, onProgress: (tally: Tally) => void): Promise<Chronicle[]> {
    this.#child.send({ kind: 'go', ...order });
    await this.#told('done', onProgress);
    const text = await readFile(order.reportPath, 'utf8');
    return text.split('\n').map((line) => chronicleSchema.parse(JSON.parse(line)));
  }

  #told(kind: CrowdMessage['kind'], onProgress: (tally: Tally) => void): Promise<void> {
    const told = new Promise<void>((resolve) => {
      const listen = (message: CrowdMessage) => {
        if (message.kind === 'progress') onProgress(message.tally);
        if (message.kind !== kind) return;
        this.#child.off('message', listen);
        resolve();
      };
      this.#child.on('message', listen);
    });
    return Promise.race([told, this.#ended]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill();
    await once(this.#child, 'exit');
  }
}
