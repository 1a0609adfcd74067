import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { cpuSeconds } from '../../replay/cpu.ts';
import type { ServerProcess } from '../server-process.ts';

/** A dozen members of staff with a page open and one hand on a lever. */
const CALLS_PER_SECOND = 50;
const ANSWER_LIMIT_MS = 10_000;

/** What staff ask of the api, over and over. */
export type StaffCall = { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: unknown };

/** What one round of calls saw. */
export interface StaffRound {
  /** From the instant each was meant to be made to its answer. */
  readonly latenciesMs: readonly number[];
  /** CPU time of the process that answers, for one call. */
  readonly cpuMicros: number;
  /** How long 1 in 100 turns of its event loop came late. */
  readonly loopDelayMs: number;
}

/** Staff who call at a steady pace, whatever happened to the call before. */
export class StaffCalls implements AsyncDisposable {
  readonly #agent = new Agent({ headersTimeout: ANSWER_LIMIT_MS, bodyTimeout: ANSWER_LIMIT_MS });
  readonly #staffKey: string;
  readonly #mix: readonly StaffCall[];

  constructor(staffKey: string, mix: readonly StaffCall[]) {
    this.#staffKey = staffKey;
    this.#mix = mix;
  }

  /** Throws at the first answer that is no success. */
  async round(server: ServerProcess, seconds: number): Promise<StaffRound> {
    const cpu = () => cpuSeconds([{ name: 'staff', pid: server.pid }]).get('staff') ?? Number.NaN;
    await this.#loopDelayMs(server);
    const before = cpu();
    const startedAt = performance.now();
    const underWay = Array.from({ length: CALLS_PER_SECOND * seconds }, async (_, index) => {
      const meantAt = startedAt + (index * 1_000) / CALLS_PER_SECOND;
      await delay(Math.max(0, meantAt - performance.now()));
      await this.#call(server, this.#mix[index % this.#mix.length]);
      return performance.now() - meantAt;
    });
    const latenciesMs = await Promise.all(underWay);
    const cpuMicros = ((cpu() - before) * 1_000_000) / latenciesMs.length;
    return { latenciesMs, cpuMicros, loopDelayMs: await this.#loopDelayMs(server) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.close();
  }

  async #call({ url }: ServerProcess, call: StaffCall | undefined): Promise<void> {
    if (call === undefined) throw new TypeError('staff have nothing to ask');
    const { statusCode, body } = await request(`${url}${call.path}`, {
      method: call.method,
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${this.#staffKey}`, 'content-type': 'application/json' },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${call.method} ${call.path} is answered ${statusCode}: ${text}`);
  }

  /** The 99th percentile since it was asked the last time: asking begins it anew. */
  async #loopDelayMs({ url }: ServerProcess): Promise<number> {
    const { body } = await request(`${url}/metrics`, { dispatcher: this.#agent });
    const [, seconds] = /^nodejs_eventloop_lag_p99_seconds\S* (\S+)$/m.exec(await body.text()) ?? [];
    return Number(seconds) * 1_000;
  }
}
