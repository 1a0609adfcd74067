import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, freePorts, startRedis } from '@sunbeon/embedded';
import { Cluster, Redis } from 'ioredis';
import { eventually } from './eventually.ts';

const NODES = 3;
const SLOTS = 16_384;
const PASSWORD = 'cluster-of-a-test';
/** Longest to wait for nodes that were introduced to know each other; and for them to do so in the end. */
const HANDSHAKE_MS = 6_000;
const JOIN_LIMIT_MS = 30_000;

/** A Redis Cluster of this test's own; disposing it ends it and removes its files. */
export interface OwnCluster extends AsyncDisposable {
  /** The nodes' addresses, as `REDIS_URL` takes them. */
  readonly url: string;
  /** A new connection; whoever opens it closes it. */
  readonly connect: () => Cluster;
}

/** Starts three primaries on loopback that share the slots. */
export async function startOwnCluster(): Promise<OwnCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'sunbeon-cluster-'));
  // A port for clients and one for the bus, each.
  const ports = await freePorts(2 * NODES);
  const nodes = await Promise.all(
    Array.from({ length: NODES }, (_, n) =>
      startNode(join(folder, String(n)), ports[2 * n] ?? 0, ports[2 * n + 1] ?? 0),
    ),
  );
  const admins = nodes.map(({ url }) => new Redis(url));
  await Promise.all(admins.map((admin, n) => admin.call('CLUSTER', 'ADDSLOTSRANGE', ...slotsOf(n))));
  // Nodes whose handshake is lost on a busy machine forget that they were introduced: then it is done again.
  const introduce = async () => {
    for (let n = 1; n < NODES; n += 1) {
      await admins[0]?.call('CLUSTER', 'MEET', '127.0.0.1', String(ports[2 * n]), String(ports[2 * n + 1]));
    }
    await Promise.all(admins.map((admin) => eventually(() => isWhole(admin), { timeoutMs: HANDSHAKE_MS })));
  };
  await eventually(introduce, { timeoutMs: JOIN_LIMIT_MS });
  for (const admin of admins) admin.disconnect();
  const addresses = nodes.map(({ port }) => ({ host: '127.0.0.1', port }));
  return {
    url: nodes.map(({ url }) => url).join(','),
    connect: () => new Cluster(addresses, { redisOptions: { password: PASSWORD } }),
    async [Symbol.asyncDispose]() {
      await Promise.all(nodes.map((node) => node.stop()));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startNode(dataDir: string, port: number, busPort: number): Promise<EmbeddedServer> {
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'password'), PASSWORD);
  const directives = ['cluster-enabled yes', `cluster-port ${busPort}`, 'cluster-node-timeout 5000'];
  return startRedis({ dataDir, port, persistent: false, directives });
}

function slotsOf(node: number): [first: string, last: string] {
  return [String(firstSlotOf(node)), String(firstSlotOf(node + 1) - 1)];
}

function firstSlotOf(node: number): number {
  return Math.floor((node * SLOTS) / NODES);
}

async function isWhole(admin: Redis): Promise<void> {
  const info = String(await admin.call('CLUSTER', 'INFO'));
  if (!info.includes('cluster_state:ok') || !info.includes(`cluster_known_nodes:${NODES}`)) throw new Error(info);
}
