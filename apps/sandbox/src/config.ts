import {
  ConfigError,
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  serviceVariables,
} from '@sunbeon/service-kit';
import { z } from 'zod';
import type { CarrierBehaviour } from './carrier/behaviour.ts';

const LONGEST_DELAY_MS = 3_600_000;
const delayVariable = (usual: number) => z.coerce.number().int().min(0).max(LONGEST_DELAY_MS).default(usual);

const variables = z.object({
  ...serviceVariables,
  /** Web: identity provider and inbox. */
  SANDBOX_PORT: portVariable.default(8090),
  /** Where browsers and the gate reach the web port; with it begins the issuer. Without it: `http://localhost:<port>`. */
  SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The SMS carrier's SMPP port. */
  SANDBOX_SMPP_PORT: portVariable.default(2775),
  SANDBOX_SMPP_SYSTEM_ID: z.string().min(1).max(64).default('sunbeon'),
  SANDBOX_SMPP_PASSWORD: z.string().min(1).max(64),
  SANDBOX_CLIENT_ID: z.string().min(1).max(64).default('sunbeon'),
  SANDBOX_CLIENT_SECRET: z.string().min(8).max(256),
  /** Comma list of the addresses a login may return to. */
  SANDBOX_REDIRECT_URIS: z
    .string()
    .default('http://localhost:8080/v1/identity/callback,http://127.0.0.1:8080/v1/identity/callback')
    .transform((list) => list.split(',').map((uri) => uri.trim()))
    .pipe(z.array(z.url({ protocol: /^https?$/ })).min(1)),
  /** From taking a message to delivering it and sending its receipt. */
  SANDBOX_SMS_DELAY_MS: delayVariable(300),
  /** From receiving a submission to answering it: a slow carrier. */
  SANDBOX_SMS_RESPONSE_DELAY_MS: delayVariable(0),
  /** Newest messages the inbox keeps. */
  SANDBOX_INBOX_LIMIT: countVariable(500_000).default(500_000),
});

export interface SandboxConfig {
  readonly logLevel: string;
  readonly host: string;
  readonly port: number;
  readonly url: string | null;
  readonly identity: IdentityConfig;
  readonly carrier: CarrierConfig;
}

export interface IdentityConfig {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

export interface CarrierConfig {
  readonly port: number;
  readonly systemId: string;
  readonly password: string;
  /** How it works at first. */
  readonly behaviour: CarrierBehaviour;
  readonly inboxLimit: number;
}

/** Throws {@link ConfigError}; in production always, because everyone could log in here as anyone. */
export function envToConfig(env: Environment): SandboxConfig {
  if (env['NODE_ENV'] === 'production') {
    throw new ConfigError('NODE_ENV: the sandbox lets anyone log in as anyone and never runs in production');
  }
  const read = parseConfig(variables, env);
  return {
    logLevel: read.LOG_LEVEL,
    host: read.HOST,
    port: read.SANDBOX_PORT,
    url: read.SANDBOX_URL?.replace(/\/$/, '') ?? null,
    identity: {
      clientId: read.SANDBOX_CLIENT_ID,
      clientSecret: read.SANDBOX_CLIENT_SECRET,
      redirectUris: read.SANDBOX_REDIRECT_URIS,
    },
    carrier: {
      port: read.SANDBOX_SMPP_PORT,
      systemId: read.SANDBOX_SMPP_SYSTEM_ID,
      password: read.SANDBOX_SMPP_PASSWORD,
      behaviour: {
        deliveryDelayMs: read.SANDBOX_SMS_DELAY_MS,
        responseDelayMs: read.SANDBOX_SMS_RESPONSE_DELAY_MS,
        refuseWith: null,
        loses: false,
      },
      inboxLimit: read.SANDBOX_INBOX_LIMIT,
    },
  };
}
