import {
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  redisUrlVariable,
  retentionDaysVariable,
  serviceVariables,
  sessionDaysVariable,
  type TraceSettings,
  traceSettings,
  traceVariables,
} from '@sunbeon/service-kit';
import { z } from 'zod';

const MAX_POOL = 20;
const MAX_TURN_TEXT_AFTER_SECONDS = 600;

const variables = z.object({
  ...serviceVariables,
  ...traceVariables,
  OPS_PORT: portVariable.default(0),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  DATABASE_POOL: countVariable(MAX_POOL).default(6),
  REDIS_URL: redisUrlVariable,
  REDIS_PREFIX: z.string().default('sunbeon'),
  RETENTION_DAYS: retentionDaysVariable,
  SESSION_DAYS: sessionDaysVariable,
  TURN_TEXT_AFTER_SECONDS: z.coerce.number().int().min(0).max(MAX_TURN_TEXT_AFTER_SECONDS).default(15),
});

export interface WorkerConfig {
  readonly logLevel: string;
  readonly host: string;
  readonly opsPort: number;
  readonly databaseUrl: string;
  readonly databasePool: number;
  readonly redisUrl: string;
  readonly redisPrefix: string;
  /** Days after the end of a campaign until its people are forgotten. */
  readonly retentionDays: number;
  /** Days a session may last at most; longer nobody has to know who ended theirs. */
  readonly sessionDays: number;
  /** Whoever has the page open comes by themselves within this time of being called, and needs no text. */
  readonly turnTextAfterMs: number;
  readonly traces: TraceSettings;
}

export function envToConfig(env: Environment): WorkerConfig {
  const read = parseConfig(variables, env);
  return {
    logLevel: read.LOG_LEVEL,
    host: read.HOST,
    opsPort: read.OPS_PORT,
    databaseUrl: read.DATABASE_URL,
    databasePool: read.DATABASE_POOL,
    redisUrl: read.REDIS_URL,
    redisPrefix: read.REDIS_PREFIX,
    retentionDays: read.RETENTION_DAYS,
    sessionDays: read.SESSION_DAYS,
    turnTextAfterMs: read.TURN_TEXT_AFTER_SECONDS * 1_000,
    traces: traceSettings(read),
  };
}
