import { type Logger, repeat } from '@sunbeon/service-kit';
import * as oidc from 'openid-client';
import { ProviderLine } from './provider-line.ts';
import type { ProviderSettings } from './provider-settings.ts';
import { ProviderUnavailable } from './provider-unavailable.ts';

/** How long what the provider says about itself is believed without being asked for again. */
const DISCOVERY_KEPT_MS = 3_600_000;
/** How often somebody who is not waiting asks, so that the light is true before the crowd comes. */
const LOOK_EVERY_MS = 10_000;

interface Discovery {
  readonly atMs: number;
  readonly configuration: oidc.Configuration;
}

/** One OpenID provider, looked at every few seconds. Disposing it ends that. */
export class IdentityProvider implements AsyncDisposable {
  readonly settings: ProviderSettings;
  /** The wire to it, measured. */
  readonly line: ProviderLine;
  readonly #looking: AsyncDisposable;
  #discovery: Discovery | null = null;
  #discovering: Promise<oidc.Configuration> | null = null;

  constructor(settings: ProviderSettings, logger: Logger) {
    this.settings = settings;
    this.line = new ProviderLine(settings);
    const turn = async () => void (await this.#discover());
    this.#looking = repeat({ name: `identity provider ${settings.id}`, everyMs: LOOK_EVERY_MS, turn, logger });
  }

  /** What is needed to talk to the provider, known before unless it never answered yet. Rejects with {@link ProviderUnavailable}. */
  async configuration(): Promise<oidc.Configuration> {
    return this.#discovery?.configuration ?? (await this.#discover());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#looking[Symbol.asyncDispose]();
  }

  /** Asks the provider about itself; those who need it at the same moment ask once. */
  #discover(): Promise<oidc.Configuration> {
    this.#discovering ??= this.#ask().finally(() => {
      this.#discovering = null;
    });
    return this.#discovering;
  }

  async #ask(): Promise<oidc.Configuration> {
    const atMs = performance.now();
    const configuration = await discover(this.settings, this.line);
    // The one of before holds the provider's keys, and is kept for their sake.
    if (this.#discovery === null || atMs - this.#discovery.atMs > DISCOVERY_KEPT_MS)
      this.#discovery = { atMs, configuration };
    return this.#discovery.configuration;
  }
}

/** Whatever goes wrong here, the provider cannot be used: it is away, misconfigured, or not the one it should be. */
async function discover(settings: ProviderSettings, line: ProviderLine): Promise<oidc.Configuration> {
  const { id, issuer, clientId, clientSecret, idTokenAlg } = settings;
  const insecure = issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : [];
  const metadata = { client_secret: clientSecret, id_token_signed_response_alg: idTokenAlg };
  try {
    return await oidc.discovery(new URL(issuer), clientId, metadata, undefined, {
      [oidc.customFetch]: line.fetch,
      execute: [oidc.enableNonRepudiationChecks, ...insecure],
    });
  } catch (error) {
    throw new ProviderUnavailable(id, { cause: error });
  }
}
