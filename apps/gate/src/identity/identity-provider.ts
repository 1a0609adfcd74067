import type { IdentityProviderView } from '@sunbeon/core';
import * as oidc from 'openid-client';
import type { ProviderSettings } from './provider-settings.ts';

/** Longest the provider may take for one answer. */
const ANSWER_LIMIT_SECONDS = 3;
/** How long what the provider says about itself is believed. */
const DISCOVERY_KEPT_MS = 3_600_000;
/** After a failure the provider is left in peace this long. */
const COOL_DOWN_MS = 2_000;
/** Above this the light is amber. */
const SLOW_MS = 1_500;
/** A failure shows in the light this long, unless the provider answers again. */
const FAILURE_SHOWN_MS = 60_000;

/** The provider did not answer, or not with anything usable. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}

/** One OpenID provider: found out about when first needed, and measured with every call. */
export class IdentityProvider {
  readonly settings: ProviderSettings;
  #discovery: { readonly atMs: number; readonly configuration: Promise<oidc.Configuration> } | null = null;
  #failedAtMs = -Infinity;
  #latencyMs = 0;

  constructor(settings: ProviderSettings) {
    this.settings = settings;
  }

  /** `red` while the last exchange failed a short time ago, `amber` while answers are slow, else `green`. */
  get light(): IdentityProviderView['light'] {
    const sinceFailureMs = performance.now() - this.#failedAtMs;
    if (sinceFailureMs < FAILURE_SHOWN_MS) return 'red';
    return this.#latencyMs > SLOW_MS ? 'amber' : 'green';
  }

  /** How long its last answer took, or `null` before the first one. */
  get latencyMs(): number | null {
    return this.#latencyMs === 0 ? null : Math.round(this.#latencyMs);
  }

  /** What is needed to talk to the provider. Rejects with {@link ProviderUnavailable}. */
  configuration(): Promise<oidc.Configuration> {
    const nowMs = performance.now();
    if (this.#discovery && nowMs - this.#discovery.atMs < DISCOVERY_KEPT_MS) return this.#discovery.configuration;
    if (nowMs - this.#failedAtMs < COOL_DOWN_MS) return Promise.reject(new ProviderUnavailable('failed a moment ago'));
    const discovery = { atMs: nowMs, configuration: this.measured(() => discover(this.settings)) };
    this.#discovery = discovery;
    discovery.configuration.catch(() => {
      if (this.#discovery === discovery) this.#discovery = null;
    });
    return discovery.configuration;
  }

  /** Runs one exchange with the provider and remembers how it went; no answer becomes {@link ProviderUnavailable}. */
  async measured<Answer>(exchange: () => Promise<Answer>): Promise<Answer> {
    const startMs = performance.now();
    try {
      const answer = await exchange();
      this.#failedAtMs = -Infinity;
      return answer;
    } catch (error) {
      if (!isNoAnswer(error)) throw error;
      this.#failedAtMs = performance.now();
      throw error instanceof ProviderUnavailable ? error : new ProviderUnavailable(this.settings.id, { cause: error });
    } finally {
      this.#latencyMs = performance.now() - startMs;
    }
  }
}

/** Whatever goes wrong here, the provider cannot be used: it is away, misconfigured, or not the one it should be. */
async function discover({ id, issuer, clientId, clientSecret }: ProviderSettings): Promise<oidc.Configuration> {
  const insecure = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  try {
    return await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: ANSWER_LIMIT_SECONDS,
      execute: [oidc.enableNonRepudiationChecks, ...insecure],
    });
  } catch (error) {
    throw new ProviderUnavailable(id, { cause: error });
  }
}

/** Codes of openid-client for an answer that never came or came from something that is no OpenID provider. */
const NO_ANSWER_CODES = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
]);

/** A refusal is an answer; a broken connection (`TypeError: fetch failed`), a time-out or a page of errors is none. */
function isNoAnswer(error: unknown): boolean {
  if (error instanceof ProviderUnavailable) return true;
  if (error instanceof TypeError) return error.message === 'fetch failed';
  return error instanceof oidc.ClientError && NO_ANSWER_CODES.has(error.code ?? '');
}
