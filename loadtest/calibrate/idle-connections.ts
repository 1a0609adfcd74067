import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { statusCalls } from './citizens-calls.ts';

const CONNECTIONS = 4_000;
/** Opened at a time. */
const BATCH = 200;
/** Buffers of the answers are given back meanwhile. */
const SETTLE_MS = 2_000;

/**
 * Resident bytes a gate needs for a connection that has asked once and is kept.
 * @param residentMb the gate's resident megabytes at this moment
 */
export async function idleConnectionBytes(
  url: string,
  windowId: string,
  residentMb: () => Promise<number>,
): Promise<number> {
  const { hostname, port } = new URL(url);
  const [call] = statusCalls(windowId);
  if (call === undefined) throw new TypeError('nothing to ask');
  const beforeMb = await residentMb();
  const sockets: Socket[] = [];
  while (sockets.length < CONNECTIONS) {
    const batch = Array.from({ length: BATCH }, () => connect(Number(port), hostname));
    sockets.push(...batch);
    await Promise.all(batch.map((socket) => askOnce(socket, call)));
  }
  await pause(SETTLE_MS);
  const grownMb = (await residentMb()) - beforeMb;
  for (const socket of sockets) socket.destroy();
  return Math.max(0, (grownMb * 1_000_000) / CONNECTIONS);
}

async function askOnce(socket: Socket, call: Buffer): Promise<void> {
  await once(socket, 'connect');
  socket.write(call);
  await once(socket, 'data');
}
