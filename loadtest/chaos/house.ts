import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePorts, startPostgres, startRedis } from '@sunbeon/embedded';
import {
  loadSecrets,
  planServices,
  type Secrets,
  ServiceProcess,
  type Stack,
  type StackOptions,
  startStack,
} from '@sunbeon/scripts';
import { ResourceStack } from '@sunbeon/service-kit';
import { TcpProxy } from '@sunbeon/test-kit';
import { BrittleServer } from './brittle-server.ts';
import { ServiceAddress } from './service-address.ts';

/** Their client ids and ports are the stack's own; only the password is made for each stack. */
const SMPP_USER = 'sunbeon';
/** Whoever is replaced leaves connections open for so long: others are there to come to. */
const STOP_LINGER_SECONDS = '3';

export interface HouseOptions {
  /** An empty folder. */
  readonly dataDir: string;
  readonly fromSource: boolean;
  readonly gateProcesses: number;
  /** Processes behind the citizens' door of the api: one, or two behind one address. */
  readonly apiProcesses: 1 | 2;
  /** Told one line at a time: what crashed and is started again. */
  readonly onNotice: (line: string) => void;
}

/** A whole stack that can be hurt: two of each service, databases that can be killed, every wire in our hands. */
export interface House extends AsyncDisposable {
  readonly stack: Stack;
  readonly redis: BrittleServer;
  readonly postgres: BrittleServer;
  readonly wires: { readonly redis: TcpProxy; readonly postgres: TcpProxy; readonly carrier: TcpProxy };
  readonly workers: readonly ServiceProcess[];
  readonly notifiers: readonly ServiceProcess[];
  readonly apis: readonly ServiceProcess[];
  /** Folder of the append-only file of Redis. */
  readonly redisFiles: string;
  /** Where every service answers `/readyz` and `/metrics`. */
  readonly ops: { readonly gate: string; readonly api: string; readonly others: readonly string[] };
  readonly notifierOps: readonly string[];
}

/** Starts everything; resolves when all are ready. Disposing it ends all of it. */
export async function openHouse(options: HouseOptions): Promise<House> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const stackDir = join(options.dataDir, 'stack');
    await mkdir(stackDir, { recursive: true, mode: 0o755 });
    const [redisPort = 0, postgresPort = 0, smppPort = 0, workerOps = 0, notifierOps = 0, apiPort = 0] =
      await freePorts(6);
    const redisDir = join(options.dataDir, 'redis');
    const redis = held.use(await BrittleServer.open(() => startRedis({ dataDir: redisDir, port: redisPort })));
    const postgresDir = join(options.dataDir, 'postgres');
    const postgres = held.use(
      await BrittleServer.open(() => startPostgres({ dataDir: postgresDir, port: postgresPort })),
    );
    const wires = {
      redis: held.use(await TcpProxy.open(redisPort)),
      postgres: held.use(await TcpProxy.open(postgresPort)),
      carrier: held.use(await TcpProxy.open(smppPort)),
    };
    const { SANDBOX_SMPP_PASSWORD: password } = await loadSecrets(stackDir);
    const carrierUrl = `smpp://${SMPP_USER}:${password}@127.0.0.1:${wires.carrier.port}?query=reference`;
    const apiAddress = held.use(await ServiceAddress.open());
    const lingers = { STOP_LINGER_SECONDS };
    const stackOptions: StackOptions = {
      ...settingsOf(stackDir),
      gateProcesses: options.gateProcesses,
      fromSource: options.fromSource,
      onNotice: options.onNotice,
      databaseUrl: through(postgres.url, wires.postgres),
      redisUrl: through(redis.url, wires.redis),
      serviceEnv: {
        gate: { API_URL: at(apiAddress.port), ...lingers },
        api: lingers,
        notifier: { SMPP_URL: carrierUrl },
        sandbox: { SANDBOX_SMPP_PORT: String(smppPort) },
      },
    };
    const stack = held.use(await startStack(stackOptions));
    const second = (name: Doubled, env: Readonly<Record<string, string>>) =>
      secondOf(name, stackOptions, stack, stack.secrets, env);
    const worker = held.use(second('worker', { OPS_PORT: String(workerOps) }));
    const notifier = held.use(second('notifier', { OPS_PORT: String(notifierOps), SMPP_URL: carrierUrl }));
    const api = options.apiProcesses === 2 ? [held.use(second('api', { API_PORT: String(apiPort), ...lingers }))] : [];
    await Promise.all([worker, notifier, ...api].map(({ process }) => process.start()));
    apiAddress.passOnTo([stack.record.ports.api, ...api.map(() => apiPort)]);
    return {
      stack,
      redis,
      postgres,
      wires,
      workers: [service(stack, 'worker'), worker.process],
      notifiers: [service(stack, 'notifier'), notifier.process],
      apis: [service(stack, 'api'), ...api.map(({ process }) => process)],
      redisFiles: join(redisDir, 'appendonlydir'),
      ...opsOf(stack, { workers: [workerOps], notifiers: [notifierOps], apis: api.map(() => apiPort) }),
      [Symbol.asyncDispose]: () => held[Symbol.asyncDispose](),
    };
  });
}

function settingsOf(dataDir: string) {
  return {
    nodeEnv: 'development',
    logLevel: 'info',
    dataDir,
    gatePort: 0,
    staffPort: 0,
    sandboxPort: 0,
    redisPrefix: 'sunbeon',
    demoPeople: 1,
  } as const;
}

function through(url: string, wire: TcpProxy): string {
  const address = new URL(url);
  address.port = String(wire.port);
  return address.href;
}

/** Of what there may be a second one. */
type Doubled = 'worker' | 'notifier' | 'api';

function secondOf(
  name: Doubled,
  options: StackOptions,
  stack: Stack,
  secrets: Secrets,
  env: Readonly<Record<string, string>>,
): AsyncDisposable & { readonly process: ServiceProcess } {
  const plan = planServices(options, stack.record, secrets).find((each) => each.name === name);
  const process = new ServiceProcess(
    { name, env: { ...plan?.env, ...env } },
    {
      dataDir: stack.dataDir,
      fromSource: options.fromSource ?? false,
      onNotice: options.onNotice ?? (() => null),
      nodeFlags: [],
    },
  );
  return { process, [Symbol.asyncDispose]: () => process.stop() };
}

function service(stack: Stack, name: Doubled): ServiceProcess {
  const found = stack.services.get(name);
  if (found === undefined) throw new RangeError(`the stack has no ${name}`);
  return found;
}

/** Ports of the second ones. */
interface SecondPorts {
  readonly workers: readonly number[];
  readonly notifiers: readonly number[];
  readonly apis: readonly number[];
}

function opsOf(stack: Stack, { workers, notifiers, apis }: SecondPorts): Pick<House, 'ops' | 'notifierOps'> {
  const { ports } = stack.record;
  return {
    ops: {
      gate: stack.gateUrl,
      api: stack.staffUrl,
      others: [ports.api, ...apis, ports.workerOps, ...workers, ports.notifierOps, ...notifiers].map(at),
    },
    notifierOps: [ports.notifierOps, ...notifiers].map(at),
  };
}

function at(port: number): string {
  return `http://127.0.0.1:${port}`;
}
