import { randomBytes } from 'node:crypto';
import { giveServiceLogin, migrate } from '@sunbeon/migrations';
import { ResourceStack } from '@sunbeon/service-kit';
import { takeDataFolder } from './data-folder.ts';
import { openPostgres, openRedis } from './databases.ts';
import { KeptDatabase } from './kept-database.ts';
import { choosePorts } from './ports.ts';
import { readRecord, type StackPorts, type StackRecord, writeRecord } from './record.ts';
import { loadSecrets, type Secrets } from './secrets.ts';
import { seed } from './seed.ts';
import { planServices, type ServiceName } from './service-plan.ts';
import { ServiceProcess } from './service-process.ts';
import { Services } from './services.ts';
import type { StackSettings } from './settings.ts';

const SERVICE_PASSWORD_BYTES = 24;

/** A running stack; disposing it ends everything it started, in order, and leaves no process. */
export interface Stack extends AsyncDisposable {
  readonly dataDir: string;
  readonly record: StackRecord;
  readonly secrets: Secrets;
  readonly gateUrl: string;
  readonly staffUrl: string;
  readonly sandboxUrl: string;
  readonly services: ReadonlyMap<ServiceName, ServiceProcess>;
  /** What runs at this moment: databases it holds and services. */
  readonly processes: () => StackProcess[];
  readonly stop: () => Promise<void>;
}

/** A process the stack started. */
export interface StackProcess {
  readonly name: string;
  readonly pid: number;
}

export interface StackOptions extends StackSettings {
  /** Told one line at a time, for people: what was put elsewhere, what crashed. */
  readonly onNotice?: (line: string) => void;
  /** Told each step that was done, with its duration. */
  readonly onStep?: (name: string, elapsedMs: number) => void;
  /** Variables of single services, for tests and measurements. */
  readonly serviceEnv?: Readonly<Partial<Record<ServiceName, Record<string, string>>>>;
  /** Flags for the Node that runs single services, e.g. to profile it. */
  readonly nodeFlags?: Readonly<Partial<Record<ServiceName, readonly string[]>>>;
  /** Run services from source. Default false: from the build. */
  readonly fromSource?: boolean;
}

/**
 * Starts databases (unless given), brings the schema and the hospitals up to date, and starts every service. Resolves
 * when all are ready. Whatever goes wrong before, nothing is left running, and the error's message is one line.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const { path: dataDir } = held.use(await takeDataFolder(options.dataDir));
    const secrets = await loadSecrets(dataDir);
    const ports = await choosePorts(options, (await readRecord(dataDir))?.ports ?? null);
    const databases = await step(options, 'databases', () => openDatabases(options, ports, held));
    const record = recordOf(options, ports, databases);
    await writeRecord(dataDir, record);
    const serviceUrl = await step(options, 'schema and hospitals', async () => {
      await migrate(record.databaseUrl);
      await seed(record.databaseUrl);
      // A Postgres that was given is used as it was given.
      return options.databaseUrl === null ? ownLogin(record.databaseUrl) : record.databaseUrl;
    });
    const services = held.use(new Services(processesOf(options, { ...record, databaseUrl: serviceUrl }, secrets)));
    await step(options, 'services', () => services.start());
    return {
      dataDir,
      record,
      secrets,
      gateUrl: `http://localhost:${ports.gate}`,
      staffUrl: `http://localhost:${ports.staff}`,
      sandboxUrl: `http://localhost:${ports.sandbox}`,
      services: services.byName,
      processes: () => [databases.redis, databases.postgres, ...services.byName.values()].flatMap(runningProcess),
      stop: () => held[Symbol.asyncDispose](),
      [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
    };
  });
}

interface Databases {
  readonly redis: KeptDatabase;
  readonly postgres: KeptDatabase;
}

async function openDatabases(options: StackOptions, ports: StackPorts, held: ResourceStack): Promise<Databases> {
  const onNotice = options.onNotice ?? silent;
  const redis = held.use(new KeptDatabase('redis', await openRedis(options, ports), onNotice));
  const postgres = held.use(new KeptDatabase('postgres', await openPostgres(options, ports, onNotice), onNotice));
  return { redis, postgres };
}

function recordOf(options: StackOptions, ports: StackPorts, { redis, postgres }: Databases): StackRecord {
  const { nodeEnv, redisPrefix } = options;
  return { nodeEnv, ports, databaseUrl: postgres.url, redisUrl: redis.url, redisPrefix };
}

function runningProcess({ name, pid }: { readonly name: string; readonly pid: number | null }): StackProcess[] {
  return pid === null ? [] : [{ name, pid }];
}

function processesOf(options: StackOptions, record: StackRecord, secrets: Secrets): ServiceProcess[] {
  const { dataDir, fromSource = false, onNotice = silent, serviceEnv = {}, nodeFlags = {} } = options;
  return planServices(options, record, secrets).map(
    ({ name, env }) =>
      new ServiceProcess(
        { name, env: { ...env, ...serviceEnv[name] } },
        { dataDir, fromSource, onNotice, nodeFlags: nodeFlags[name] ?? [] },
      ),
  );
}

/** Services of the embedded Postgres log in by a password that is new at each start. */
function ownLogin(ownerUrl: string): Promise<string> {
  return giveServiceLogin(ownerUrl, randomBytes(SERVICE_PASSWORD_BYTES).toString('base64url'));
}

async function step<Result>(options: StackOptions, name: string, work: () => Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const result = await work();
  options.onStep?.(name, performance.now() - startedAt);
  return result;
}

function silent(): void {
  // Nobody wants to hear it.
}
