import { Cluster, type Redis } from 'ioredis';

/** A Redis that is told the connection ends, and does not end it too within this time, is hung up on. */
export const HANG_UP_MS = 200;

/**
 * Lets a connection end whatever state it is in: after `disconnect()` it emits `end` within a moment, and every command
 * that waits for an answer, or for a connection, rejects. As ioredis has it, one that is between two attempts to connect
 * stays so for ever, and whoever waits for its end hangs: BullMQ does when it closes a worker.
 */
export function endable<Connection extends Redis | Cluster>(redis: Connection): Connection {
  const disconnect = redis.disconnect.bind(redis);
  redis.disconnect = (reconnect = false) => {
    if (reconnect) return disconnect(true);
    if (redis instanceof Cluster) return endCluster(redis, disconnect);
    // An attempt that is given up at once ends the connection.
    if (redis.status === 'reconnecting') redis.connect().catch(() => null);
    disconnect();
  };
  return redis;
}

/** A cluster that has no node left to take leave of ends without telling; an attempt to connect that fails tells. */
function endCluster(cluster: Cluster, disconnect: () => void): void {
  if (cluster.status === 'end') return;
  disconnect();
  const unheard = setTimeout(() => {
    cluster.once('ready', disconnect);
    cluster.connect().catch(() => null);
  }, 2 * HANG_UP_MS);
  cluster.once('end', () => clearTimeout(unheard));
}
