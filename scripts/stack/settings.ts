import { resolve } from 'node:path';
import {
  ConfigError,
  countVariable,
  type Environment,
  parseConfig,
  portVariable,
  redisUrlVariable,
} from '@sunbeon/service-kit';
import { z } from 'zod';
import { repositoryRoot } from './repository.ts';

const variables = z.object({
  NODE_ENV: z.enum(['development', 'test']).default('development'),
  LOG_LEVEL: z.string().default('info'),
  DATA_DIR: z.string().default('.data'),
  GATE_PORT: portVariable.default(8080),
  GATE_PROCESSES: countVariable(64).default(1),
  STAFF_PORT: portVariable.default(8081),
  SANDBOX_PORT: portVariable.default(8090),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'not a postgresql:// address' }).optional(),
  REDIS_URL: redisUrlVariable.optional(),
  REDIS_PREFIX: z.string().default('sunbeon'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  DEMO_PEOPLE: countVariable(5_000).default(400),
});

/** What may be chosen about a stack. */
export interface StackSettings {
  readonly nodeEnv: 'development' | 'test';
  readonly logLevel: string;
  /** Absolute path of the folder that holds everything a stack keeps. */
  readonly dataDir: string;
  /** Public ports; 0 takes any free one. */
  readonly gatePort: number;
  readonly staffPort: number;
  readonly sandboxPort: number;
  /** How many gate processes stand behind the gate's port. */
  readonly gateProcesses: number;
  /** A Postgres of one's own, or `null` for the embedded one. */
  readonly databaseUrl: string | null;
  /** A Redis of one's own, or `null` for the embedded one. */
  readonly redisUrl: string | null;
  readonly redisPrefix: string;
  /** How many synthetic citizens come to the demo window. */
  readonly demoPeople: number;
  /** Base address of an OTLP/HTTP receiver of traces, all of which are sent there; without it none are. */
  readonly traceReceiver?: string | undefined;
}

/** Reads the environment; throws {@link ConfigError} that names the variable. */
export function envToSettings(env: Environment): StackSettings {
  if (env['NODE_ENV'] === 'production') {
    throw new ConfigError('NODE_ENV: this starts a stack with a sandbox and never runs in production');
  }
  const read = parseConfig(variables, env);
  const publicPorts = [read.GATE_PORT, read.STAFF_PORT, read.SANDBOX_PORT].filter((port) => port !== 0);
  if (new Set(publicPorts).size < publicPorts.length) {
    throw new ConfigError('GATE_PORT, STAFF_PORT, SANDBOX_PORT: give each a port of its own');
  }
  return {
    nodeEnv: read.NODE_ENV,
    logLevel: read.LOG_LEVEL,
    dataDir: resolve(repositoryRoot, read.DATA_DIR),
    gatePort: read.GATE_PORT,
    gateProcesses: read.GATE_PROCESSES,
    staffPort: read.STAFF_PORT,
    sandboxPort: read.SANDBOX_PORT,
    databaseUrl: read.DATABASE_URL ?? null,
    redisUrl: read.REDIS_URL ?? null,
    redisPrefix: read.REDIS_PREFIX,
    demoPeople: read.DEMO_PEOPLE,
    traceReceiver: read.OTEL_EXPORTER_OTLP_ENDPOINT,
  };
}
