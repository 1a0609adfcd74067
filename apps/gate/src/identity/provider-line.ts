import type { CustomFetchOptions } from 'openid-client';
import { CircuitBreaker } from './circuit-breaker.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { ProviderUnavailable } from './provider-unavailable.ts';
import { RecentAnswers } from './recent-answers.ts';
import { lightOf } from './traffic-light.ts';

/** Largest answer that is read. */
const MOST_BYTES = 262_144;
/** What the light is made from. */
const LIGHT_WINDOW_MS = 60_000;
const BREAKER = { failuresToOpen: 3, windowMs: 30_000, coolDownMs: 2_000, longestCoolDownMs: 30_000 };
const TOO_MANY_REQUESTS = 429;
const NOT_A_BODY = new Set([204, 205, 304]);

/**
 * The wire to one provider: each exchange takes a bounded time, a bounded number of them is under way, an answer is read
 * up to a bounded size, and none of it while the breaker is open. All that happens to it is measured.
 */
export class ProviderLine {
  readonly #settings: Pick<ProviderSettings, 'id' | 'answerLimitMs'>;
  readonly #breaker: CircuitBreaker;
  readonly #recent = new RecentAnswers(LIGHT_WINDOW_MS);

  constructor(settings: Pick<ProviderSettings, 'id' | 'answerLimitMs' | 'maxAtOnce'>) {
    this.#settings = settings;
    this.#breaker = new CircuitBreaker({ ...BREAKER, maxAtOnce: settings.maxAtOnce });
  }

  /** `red` while the provider is left in peace or mostly fails, `amber` while it is slow or fails at times. */
  get light() {
    const nowMs = performance.now();
    return lightOf(this.#breaker.state(nowMs), this.#recent.standing(nowMs));
  }

  /** How long half of its answers took at most, lately; `null` when there were none. */
  get latencyMs(): number | null {
    const { usualMs } = this.#recent.standing(performance.now());
    return usualMs === null ? null : Math.round(usualMs);
  }

  /** `fetch` over this wire. Rejects with {@link ProviderUnavailable} for everything that is no usable answer. */
  readonly fetch = async (url: string, request: CustomFetchOptions): Promise<Response> => {
    const startMs = performance.now();
    const passage = this.#breaker.enter(startMs);
    if (passage === null) throw new ProviderUnavailable(`${this.#settings.id} is left in peace`);
    let failed = true;
    try {
      const response = await this.#ask(url, request);
      failed = false;
      return response;
    } catch (error) {
      throw error instanceof ProviderUnavailable ? error : new ProviderUnavailable(this.#settings.id, { cause: error });
    } finally {
      const nowMs = performance.now();
      passage.leave(failed ? 'failed' : 'answered', nowMs);
      this.#recent.add({ atMs: nowMs, latencyMs: nowMs - startMs, failed });
    }
  };

  async #ask(url: string, { method, headers: sent, body: said, redirect }: CustomFetchOptions): Promise<Response> {
    const signal = AbortSignal.timeout(this.#settings.answerLimitMs);
    const response = await fetch(url, {
      method,
      headers: sent,
      redirect,
      signal,
      ...(said === undefined ? {} : { body: said instanceof Uint8Array ? new Uint8Array(said) : said }),
    });
    const { status, headers } = response;
    const body = await readBounded(response);
    if (status >= 500 || status === TOO_MANY_REQUESTS)
      throw new ProviderUnavailable(`${this.#settings.id} answers ${status}`);
    if (status === 200 && !/\b(json|jwt)\b/.test(headers.get('content-type') ?? ''))
      throw new ProviderUnavailable(`${this.#settings.id} answers with something else than JSON`);
    return new Response(NOT_A_BODY.has(status) ? null : body, { status, headers });
  }
}

async function readBounded({ body }: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new ProviderUnavailable(`an answer of more than ${MOST_BYTES} bytes`);
  }
  return Buffer.concat(chunks);
}
