import type { KeyObject } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { MAX_WATCHED_PARTS } from '@sunbeon/core';
import { type Keyring, keyringVariable, secretVariable } from '@sunbeon/crypto';
import {
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  redisUrlVariable,
  refuseDevelopmentKeys,
  retentionDaysVariable,
  serviceVariables,
  stopLingerVariable,
} from '@sunbeon/service-kit';
import type { ConsentLimits } from '@sunbeon/store';
import { z } from 'zod';

/** JSON, `{"gate":"http://127.0.0.1:8080"}`: what each part is called, and where its probes are. */
const watchedServicesVariable = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text === '' ? '{}' : text);
    } catch {
      context.addIssue({ code: 'custom', message: 'must be JSON' });
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string().regex(/^[\w-]{1,32}$/), z.url({ protocol: /^https?$/ })))
  .transform((services) => new Map(Object.entries(services)))
  .refine((services) => services.size <= MAX_WATCHED_PARTS, { error: `at most ${MAX_WATCHED_PARTS} parts` });

const MIN_STAFF_KEY_LENGTH = 32;
const MOST_BENEFICIARIES = 50;
const MOST_TEXTS = 1_000_000;

const variables = z.object({
  ...serviceVariables,
  API_DOORS: z.enum(['both', 'staff', 'citizen']).default('both'),
  STAFF_PORT: portVariable.default(8081),
  API_PORT: portVariable.default(8082),
  STOP_LINGER_SECONDS: stopLingerVariable,
  DATABASE_URL: z.url(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(50).default(5),
  STAFF_DATABASE_POOL: countVariable(50).default(5),
  ASSISTED_DATABASE_POOL: countVariable(50).default(2),
  REDIS_URL: redisUrlVariable,
  REDIS_PREFIX: z.string().default('sunbeon'),
  SESSION_KEYS: keyringVariable,
  SEALING_KEYS: keyringVariable,
  PERSON_KEY_SECRET: secretVariable,
  RETENTION_DAYS: retentionDaysVariable,
  MAX_BENEFICIARIES: countVariable(MOST_BENEFICIARIES).default(4),
  CODES_PER_DELEGATE_A_DAY: countVariable(MOST_TEXTS).default(10),
  CODES_PER_PHONE_A_DAY: countVariable(MOST_TEXTS).default(5),
  CODES_PER_NETWORK_AN_HOUR: countVariable(MOST_TEXTS).default(2_000),
  CODES_AN_HOUR: countVariable(MOST_TEXTS).default(20_000),
  WATCHED_SERVICES: watchedServicesVariable.default(new Map()),
  STAFF_KEY: z.string().min(MIN_STAFF_KEY_LENGTH),
  WEB_DIR: z.string().default(fileURLToPath(new URL('../../web/dist', import.meta.url))),
  CONSOLE_DIR: z.string().default(fileURLToPath(new URL('../../console/dist', import.meta.url))),
});

type Door = 'staff' | 'citizen';

export interface ApiConfig {
  readonly host: string;
  readonly logLevel: string;
  readonly production: boolean;
  /** Which doors this process opens. In one process both share its event loop; in two nothing but Postgres and Redis. */
  readonly doors: ReadonlySet<Door>;
  /** The staff's door. */
  readonly staffPort: number;
  /** The door the gate forwards citizens to; never public. */
  readonly citizenPort: number;
  /** How long idle connections are left open by an api that stops. */
  readonly stopLingerMs: number;
  readonly databaseUrl: string;
  /** Connections behind the citizens' door … */
  readonly databasePool: number;
  /** … behind the staff's, so that citizens cannot take them … */
  readonly staffDatabasePool: number;
  /** … and for the bookings agents make, each decided at once. */
  readonly assistedDatabasePool: number;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  /** What sessions, agents' passes and the devices of staff are signed with. */
  readonly sessionKeys: Keyring;
  /** What contacts, entries of the roll and the secrets of authenticator apps are sealed with. */
  readonly sealingKeys: Keyring;
  /** What staff's look-ups by phone are hashed with; the gate's own. */
  readonly personSecret: KeyObject;
  /** Days after the end of a campaign until its people are forgotten. */
  readonly retentionDays: number;
  readonly staffKey: string;
  /** Where the citizens' pages were built to; staff look at previews of them. */
  readonly webDir: string;
  /** Where the staff's pages were built to. */
  readonly consoleDir: string;
  /** The parts whose health those who run the night see: name → address of their probes. */
  readonly watchedServices: ReadonlyMap<string, string>;
  /** For how many one may act, and how many texts that ask for it may be sent. */
  readonly consents: ConsentLimits;
}

/**
 * Reads the api's settings.
 * @throws {ConfigError} naming every variable that is missing, wrong, or meant for development only
 */
export function envToConfig(env: Environment): ApiConfig {
  const set = parseConfig(variables, env);
  const { SESSION_KEYS, SEALING_KEYS } = set;
  if (set.NODE_ENV === 'production') refuseDevelopmentKeys({ SESSION_KEYS, SEALING_KEYS });
  return {
    host: set.HOST,
    logLevel: set.LOG_LEVEL,
    production: set.NODE_ENV === 'production',
    doors: new Set(set.API_DOORS === 'both' ? ['staff', 'citizen'] : [set.API_DOORS]),
    staffPort: set.STAFF_PORT,
    citizenPort: set.API_PORT,
    stopLingerMs: set.STOP_LINGER_SECONDS * 1_000,
    databaseUrl: set.DATABASE_URL,
    databasePool: set.DATABASE_POOL,
    staffDatabasePool: set.STAFF_DATABASE_POOL,
    assistedDatabasePool: set.ASSISTED_DATABASE_POOL,
    redisUrl: set.REDIS_URL,
    redisPrefix: set.REDIS_PREFIX,
    sessionKeys: set.SESSION_KEYS,
    sealingKeys: set.SEALING_KEYS,
    personSecret: set.PERSON_KEY_SECRET,
    retentionDays: set.RETENTION_DAYS,
    staffKey: set.STAFF_KEY,
    webDir: set.WEB_DIR,
    consoleDir: set.CONSOLE_DIR,
    watchedServices: set.WATCHED_SERVICES,
    consents: {
      beneficiaries: set.MAX_BENEFICIARIES,
      delegateADay: set.CODES_PER_DELEGATE_A_DAY,
      phoneADay: set.CODES_PER_PHONE_A_DAY,
      networkAnHour: set.CODES_PER_NETWORK_AN_HOUR,
      allAnHour: set.CODES_AN_HOUR,
    },
  };
}
