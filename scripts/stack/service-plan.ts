import { cpus } from 'node:os';
import { join } from 'node:path';
import type { StackRecord } from './record.ts';
import { repositoryRoot } from './repository.ts';
import { OIDC_CLIENT_ID, sandboxProviders } from './sandbox-providers.ts';
import type { Secrets } from './secrets.ts';
import type { StackSettings } from './settings.ts';

/** One service of the stack: what it is called and what it is told. */
export interface ServicePlan {
  readonly name: ServiceName;
  readonly env: Readonly<Record<string, string>>;
}

/** In the order in which they stop: first the doors, last the world outside. `staff` is an api, too, which opens the staff's door alone. */
export const serviceNames = ['gate', 'staff', 'api', 'worker', 'notifier', 'sandbox'] as const;
export type ServiceName = (typeof serviceNames)[number];

const SMPP_SYSTEM_ID = 'sunbeon';
const SMS_SENDER = '1339';

/** Where the built program of a service, or its source, starts. */
export function entryOf(name: ServiceName, from: 'dist' | 'src'): string {
  return join(repositoryRoot, 'apps', name === 'staff' ? 'api' : name, from, from === 'dist' ? 'main.js' : 'main.ts');
}

/** Where each service answers probes. */
function probesOf(ports: StackRecord['ports']): Record<Exclude<ServiceName, 'staff'>, string> {
  const { gate, api, workerOps, notifierOps, sandbox } = ports;
  return {
    gate: addressAt(gate),
    api: addressAt(api),
    worker: addressAt(workerOps),
    notifier: addressAt(notifierOps),
    sandbox: addressAt(sandbox),
  };
}

/** Half of the cores may be Postgres' for what citizens ask for; the other half is there for staff and for the worker. */
function citizensPool(): number {
  return Math.max(1, Math.floor(cpus().length / 2));
}

function addressAt(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** What each service is told: no more than it needs, secrets included. */
export function planServices(settings: StackSettings, record: StackRecord, secrets: Secrets): ServicePlan[] {
  const { ports } = record;
  const { nodeEnv, logLevel, traceReceiver } = settings;
  // On a laptop every request is worth a trace.
  const traces =
    traceReceiver === undefined ? {} : { OTEL_EXPORTER_OTLP_ENDPOINT: traceReceiver, OTEL_TRACES_SAMPLER_ARG: '1' };
  const common = { NODE_ENV: nodeEnv, LOG_LEVEL: logLevel, HOST: '127.0.0.1', ...traces };
  const redis = { REDIS_URL: record.redisUrl, REDIS_PREFIX: record.redisPrefix };
  const database = { DATABASE_URL: record.databaseUrl };
  const { SESSION_KEYS, TICKET_KEYS, PASS_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY } = secrets;
  const origins = [`http://localhost:${ports.gate}`, `http://127.0.0.1:${ports.gate}`];
  const api = { ...redis, ...database, SESSION_KEYS, SEALING_KEYS, PERSON_KEY_SECRET, STAFF_KEY };
  const env: Record<ServiceName, Record<string, string>> = {
    gate: {
      ...redis,
      SESSION_KEYS,
      TICKET_KEYS,
      PASS_KEYS,
      SEALING_KEYS,
      PERSON_KEY_SECRET,
      GATE_PORT: String(ports.gate),
      GATE_PROCESSES: String(settings.gateProcesses),
      PUBLIC_ORIGINS: origins.join(','),
      API_URL: addressAt(ports.api),
      WEB_DIR: join(repositoryRoot, 'apps', 'web', 'dist'),
      IDENTITY_PROVIDERS: JSON.stringify(sandboxProviders(ports.sandbox, secrets)),
    },
    api: { ...api, API_DOORS: 'citizen', API_PORT: String(ports.api), DATABASE_POOL: String(citizensPool()) },
    staff: {
      ...api,
      API_DOORS: 'staff',
      STAFF_PORT: String(ports.staff),
      WEB_DIR: join(repositoryRoot, 'apps', 'web', 'dist'),
      CONSOLE_DIR: join(repositoryRoot, 'apps', 'console', 'dist'),
      WATCHED_SERVICES: JSON.stringify(probesOf(ports)),
    },
    worker: { ...redis, ...database, OPS_PORT: String(ports.workerOps) },
    notifier: {
      ...database,
      SEALING_KEYS,
      OPS_PORT: String(ports.notifierOps),
      SMPP_URL: `smpp://${SMPP_SYSTEM_ID}:${secrets.SANDBOX_SMPP_PASSWORD}@127.0.0.1:${ports.smpp}?query=reference`,
      SMS_SENDER,
    },
    sandbox: {
      SANDBOX_PORT: String(ports.sandbox),
      SANDBOX_SMPP_PORT: String(ports.smpp),
      SANDBOX_SMPP_SYSTEM_ID: SMPP_SYSTEM_ID,
      SANDBOX_SMPP_PASSWORD: secrets.SANDBOX_SMPP_PASSWORD,
      SANDBOX_CLIENT_ID: OIDC_CLIENT_ID,
      SANDBOX_CLIENT_SECRET: secrets.SANDBOX_CLIENT_SECRET,
      SANDBOX_REDIRECT_URIS: origins.map((origin) => `${origin}/v1/identity/callback`).join(','),
    },
  };
  return serviceNames.map((name) => ({ name, env: { ...common, ...env[name] } }));
}
