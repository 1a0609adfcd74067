import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';
import { percentile } from '../replay/arrival-order.ts';
import type { Newcomer } from './newcomer.ts';

const probeSchema = z.object({ sentMs: z.number(), tookMs: z.number(), right: z.boolean(), status: z.int() });

/** One question of somebody who has a number: when it was due (epoch), how long the answer took, whether it was their own number. */
export type Probe = z.infer<typeof probeSchema>;

const SPAN_MS = 500;

/** People who have a number and ask for their place, a hundred times a second, from a process that does nothing else. */
export class ProbeProcess implements AsyncDisposable {
  readonly #child: ChildProcess;

  constructor(url: string, holders: readonly Newcomer[]) {
    const entry = new URL(`./probe-process/main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    this.#child = fork(entry, { execArgv: process.execArgv });
    this.#child.send({ url, holders: holders.map(({ ticket, number }) => ({ ticket, number })) });
  }

  /** Ends the asking; resolves to everything that was asked. */
  async stop(): Promise<Probes> {
    const told = once(this.#child, 'message');
    this.#child.send('stop');
    const [taken] = await told;
    return new Probes(z.array(probeSchema).parse(taken));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill();
    await exited;
  }
}

/** What those who have a number were answered. */
export class Probes {
  readonly #taken: readonly Probe[];

  constructor(taken: readonly Probe[]) {
    this.#taken = taken;
  }

  /** Milliseconds within which this share of the questions due from one instant up to another were answered. */
  quantile(p: number, fromMs: number, toMs: number): number {
    const asked = this.#taken.filter(({ sentMs }) => sentMs >= fromMs && sentMs < toMs);
    return percentile(
      asked.map(({ tookMs }) => tookMs),
      p,
    );
  }

  get count(): number {
    return this.#taken.length;
  }

  /** Answers that were neither one's own number nor "come again". */
  get wrong(): number {
    return this.#taken.filter(({ right, status }) => !right && status !== 503 && status !== 0).length;
  }

  get unanswered(): number {
    return this.#taken.filter(({ status }) => status === 0).length;
  }

  get turnedAway(): number {
    return this.#taken.filter(({ status }) => status === 503).length;
  }

  /** The first instant from `fromMs` on, in steps of half a second, after which answers took no longer than `limitMs` (95 of 100), and all came. */
  calmSince(fromMs: number, limitMs: number): number {
    const lastMs = this.#taken.reduce((latest, { sentMs }) => Math.max(latest, sentMs), fromMs);
    let calmMs = fromMs;
    for (let at = fromMs; at < lastMs; at += SPAN_MS) {
      const asked = this.#taken.filter(({ sentMs }) => sentMs >= at && sentMs < at + SPAN_MS);
      const isCalm = this.quantile(0.95, at, at + SPAN_MS) <= limitMs && asked.every(({ right }) => right);
      if (!isCalm) calmMs = at + SPAN_MS;
    }
    return calmMs;
  }
}
