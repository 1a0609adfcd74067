import type { KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type Keyring, keyringVariable, type SessionLifetime, secretVariable } from '@sunbeon/crypto';
import {
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  redisUrlVariable,
  refuseDevelopmentKeys,
  serviceVariables,
  sessionDaysVariable,
  stopLingerVariable,
  type TraceSettings,
  traceSettings,
  traceVariables,
} from '@sunbeon/service-kit';
import { z } from 'zod';
import { type ProviderSettings, providerSettingsSchema } from './identity/provider-settings.ts';

/** Requests forwarded to `api` at the same time: a surge can fill this bound and nothing behind it. */
const MAX_FORWARDED = 64;
/** Calls under way at once in a process, a fifth of a second's work: beyond it people are asked to come again. */
const MAX_IN_FLIGHT = 2_000;
const MAX_PROVIDERS = 20;
const MAX_PROCESSES = 64;
const MAX_PROXIES = 100;
const MOST_IDLE_HOURS = 2_160;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const originSchema = z.url().refine((text) => new URL(text).origin === text, { error: 'must be an origin' });

const networkSchema = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], { error: 'must be an address or a CIDR' })
  .refine((text) => !text.endsWith('/0'), { error: 'must not be everybody' });

const variables = z.object({
  ...serviceVariables,
  ...traceVariables,
  GATE_PORT: portVariable.default(8080),
  REDIS_URL: redisUrlVariable,
  REDIS_PREFIX: z.string().default('sunbeon'),
  API_URL: z.url(),
  GATE_PROCESSES: countVariable(MAX_PROCESSES).default(1),
  STOP_LINGER_SECONDS: stopLingerVariable,
  FORWARD_LIMIT: countVariable(10_000).default(MAX_FORWARDED),
  IN_FLIGHT_LIMIT: countVariable(100_000).default(MAX_IN_FLIGHT),
  PUBLIC_ORIGINS: z
    .string()
    .transform((text) => text.split(',').map((origin) => origin.trim()))
    .pipe(z.array(originSchema).min(1)),
  WEB_DIR: z.string().default(fileURLToPath(new URL('../../web/dist', import.meta.url))),
  /** Proxies in front of the gate, as addresses or CIDRs: what they say in X-Forwarded-For is believed, nobody else. */
  TRUSTED_PROXIES: z
    .string()
    .transform((text) => text.split(',').flatMap((part) => (part.trim() === '' ? [] : [part.trim()])))
    .pipe(z.array(networkSchema).max(MAX_PROXIES))
    .default([]),
  IDENTITY_PROVIDERS: z
    .string()
    .transform(parseJson)
    .pipe(z.array(providerSettingsSchema).max(MAX_PROVIDERS))
    .default([]),
  SESSION_DAYS: sessionDaysVariable,
  SESSION_IDLE_HOURS: countVariable(MOST_IDLE_HOURS).default(168),
  SESSION_KEYS: keyringVariable,
  TICKET_KEYS: keyringVariable,
  PASS_KEYS: keyringVariable,
  SEALING_KEYS: keyringVariable,
  PERSON_KEY_SECRET: secretVariable,
});

/** What the gate signs, seals and names people with. */
export interface GateKeys {
  readonly session: Keyring;
  readonly ticket: Keyring;
  readonly pass: Keyring;
  readonly sealing: Keyring;
  readonly person: KeyObject;
}

export interface GateConfig {
  readonly host: string;
  readonly port: number;
  /** Processes behind the one port. */
  readonly processes: number;
  /** How long idle connections are left open by a gate that stops. */
  readonly stopLingerMs: number;
  readonly logLevel: string;
  readonly production: boolean;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  readonly apiUrl: string;
  readonly forwardLimit: number;
  /** Calls under way at once in one process. */
  readonly inFlightLimit: number;
  /** Where citizens reach the gate, e.g. `https://book.example`; the first is canonical. */
  readonly publicOrigins: readonly string[];
  /** Whether citizens reach it by TLS only. */
  readonly isEncrypted: boolean;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Folder of the built pages. */
  readonly webDir: string;
  readonly identityProviders: readonly ProviderSettings[];
  readonly sessionLifetime: SessionLifetime;
  readonly traces: TraceSettings;
  readonly keys: GateKeys;
}

/**
 * Reads the gate's settings.
 * @throws {ConfigError} naming every variable that is missing, wrong, or meant for development only
 */
export function envToConfig(env: Environment): GateConfig {
  const set = parseConfig(variables, env);
  const production = set.NODE_ENV === 'production';
  const keyrings = { SESSION_KEYS: set.SESSION_KEYS, TICKET_KEYS: set.TICKET_KEYS, PASS_KEYS: set.PASS_KEYS };
  if (production) refuseDevelopmentKeys({ ...keyrings, SEALING_KEYS: set.SEALING_KEYS });
  return {
    host: set.HOST,
    port: set.GATE_PORT,
    processes: set.GATE_PROCESSES,
    stopLingerMs: set.STOP_LINGER_SECONDS * 1_000,
    logLevel: set.LOG_LEVEL,
    production,
    redisUrl: set.REDIS_URL,
    redisPrefix: set.REDIS_PREFIX,
    apiUrl: set.API_URL,
    forwardLimit: set.FORWARD_LIMIT,
    inFlightLimit: set.IN_FLIGHT_LIMIT,
    publicOrigins: set.PUBLIC_ORIGINS,
    isEncrypted: set.PUBLIC_ORIGINS.every((origin) => origin.startsWith('https:')),
    trustedProxies: set.TRUSTED_PROXIES,
    webDir: set.WEB_DIR,
    identityProviders: set.IDENTITY_PROVIDERS,
    sessionLifetime: { idleMs: set.SESSION_IDLE_HOURS * HOUR_MS, sinceVerificationMs: set.SESSION_DAYS * DAY_MS },
    traces: traceSettings(set),
    keys: {
      session: set.SESSION_KEYS,
      ticket: set.TICKET_KEYS,
      pass: set.PASS_KEYS,
      sealing: set.SEALING_KEYS,
      person: set.PERSON_KEY_SECRET,
    },
  };
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue('must be JSON');
    return z.NEVER;
  }
}
