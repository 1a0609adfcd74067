import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { CallReport } from './call-record.ts';
import type { Chronicle, CrowdMessage, Tally } from './chronicle.ts';
import { readChronicles } from './chronicle-file.ts';
import type { CrowdOrder, NightOrder } from './crowd.ts';

/** What became of everybody. */
export interface CrowdReport {
  readonly chronicles: readonly Chronicle[];
  readonly calls: CallReport;
  /** When the last one had an answer, in milliseconds of the epoch. */
  readonly endedAtMs: number;
}

/**
 * Hundreds of thousands of people with their sessions are more than Node would take by itself; and unless it is given room for what
 * they leave behind, too, the collector looks at all of them again and again, on every processor there is.
 */
const MEMORY_FLAGS = [
  '--max-old-space-size=8192',
  '--initial-old-space-size=6144',
  '--max-semi-space-size=512',
  '--min-semi-space-size=128',
];

/** The crowd lives in a process of its own: what it costs is told apart from what the stack costs. */
export class CrowdProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor() {
    const entry = new URL(import.meta.url.endsWith('.ts') ? './crowd.ts' : './crowd.js', import.meta.url);
    this.#child = fork(entry, { execArgv: [...process.execArgv, ...MEMORY_FLAGS] });
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

  /** Sends them out; resolves when the last has an answer. */
  async liveTheNight(order: Omit<NightOrder, 'kind'>, onProgress: (tally: Tally) => void): Promise<CrowdReport> {
    this.#child.send({ kind: 'go', ...order });
    const { endedAtMs, calls } = await this.#told('done', onProgress);
    return { endedAtMs, calls, chronicles: await readChronicles(order.reportPath) };
  }

  #told<Kind extends CrowdMessage['kind']>(
    kind: Kind,
    onProgress: (tally: Tally) => void,
  ): Promise<Extract<CrowdMessage, { kind: Kind }>> {
    const told = new Promise<Extract<CrowdMessage, { kind: Kind }>>((resolve) => {
      const listen = (message: CrowdMessage) => {
        if (message.kind === 'progress') onProgress(message.tally);
        if (!isOf(kind, message)) return;
        this.#child.off('message', listen);
        resolve(message);
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

function isOf<Kind extends CrowdMessage['kind']>(
  kind: Kind,
  message: CrowdMessage,
): message is Extract<CrowdMessage, { kind: Kind }> {
  return message.kind === kind;
}
