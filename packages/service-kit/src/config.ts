import { z } from 'zod';

/** Variables as they are in the environment, before anything is checked. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting is missing or wrong; `message` names every variable concerned and fits an operator's terminal. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Checks the environment against a schema whose keys are variable names; empty variables count as absent. */
export function parseConfig<Schema extends z.ZodObject>(schema: Schema, env: Environment): z.output<Schema> {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`);
  throw new ConfigError(complaints.join('; '));
}

/**
 * Refuses key rings with a key that is for development; for production only.
 * @throws {ConfigError} naming their variables
 */
export function refuseDevelopmentKeys(
  keyrings: Readonly<Record<string, { readonly isForDevelopment: boolean }>>,
): void {
  const names = Object.entries(keyrings).flatMap(([name, keys]) => (keys.isForDevelopment ? [name] : []));
  if (names.length > 0) throw new ConfigError(`${names.join(', ')}: development keys are refused in production`);
}

/** A TCP port; 0 lets the system choose. */
export const portVariable = z.coerce.number().int().min(0).max(65_535);

/** A positive whole number with an upper bound. */
export const countVariable = (most: number) => z.coerce.number().int().min(1).max(most);

const MOST_RETENTION_DAYS = 3_650;

/** Days after the end of a campaign until its people are forgotten. */
export const retentionDaysVariable = countVariable(MOST_RETENTION_DAYS).default(30);

const MOST_SESSION_DAYS = 90;

/** Days a session may last at most, from when the identity provider last saw the person. */
export const sessionDaysVariable = countVariable(MOST_SESSION_DAYS).default(14);

/** What every service reads. */
export const serviceVariables = {
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  /** Interface to listen on: loopback unless told otherwise. */
  HOST: z.string().default('127.0.0.1'),
};

/**
 * Seconds for which whoever is told to stop leaves idle connections open: who asks once more on one is answered, and comes
 * again to another. 0 where nobody else is there to come to.
 */
export const stopLingerVariable = z.coerce.number().int().min(0).max(5).default(0);

/** OpenTelemetry's own names: where traces go (nowhere unless told), and of which share of all booking requests. */
export const traceVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(0.01),
};

/** Where traces go, and of which share of all booking requests. */
export interface TraceSettings {
  /** Base address of an OTLP/HTTP receiver; `null` for no traces at all. */
  readonly endpoint: string | null;
  readonly share: number;
}

/** What the variables say. */
export function traceSettings(read: z.output<z.ZodObject<typeof traceVariables>>): TraceSettings {
  return { endpoint: read.OTEL_EXPORTER_OTLP_ENDPOINT ?? null, share: read.OTEL_TRACES_SAMPLER_ARG };
}
