import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';

/** Opened at a time: a queue of connections not yet accepted has room for a few hundred. */
const BATCH = 200;
const BEGINNING_OF_SUCCESS = 'HTTP/1.1 200 ';

const order = z
  .object({ URL: z.url(), PATH_ASKED: z.string(), COUNT: z.coerce.number().int(), SOURCE: z.ipv4() })
  .parse(process.env);
const request = `GET ${order.PATH_ASKED} HTTP/1.1\r\nHost: localhost\r\n\r\n`;
const { hostname, port } = new URL(order.URL);
const sockets: Socket[] = [];

/** One question on a connection; whether it was answered. */
async function ask(socket: Socket): Promise<boolean> {
  if (!socket.writable) return false;
  const answered = once(socket, 'data').then(
    ([chunk]) => String(chunk).startsWith(BEGINNING_OF_SUCCESS),
    () => false,
  );
  const closed = once(socket, 'close').then(() => false);
  socket.write(request);
  return await Promise.race([answered, closed]);
}

async function open(): Promise<Socket> {
  const socket = connect({ port: Number(port), host: hostname, localAddress: order.SOURCE });
  socket.on('error', () => null);
  await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
  return socket;
}

/** Asks on every connection once more, some at a time; resolves to how many were answered. */
async function askAll(): Promise<number> {
  let answered = 0;
  for (let from = 0; from < sockets.length; from += BATCH) {
    const batch = await Promise.all(sockets.slice(from, from + BATCH).map(ask));
    answered += batch.filter(Boolean).length;
  }
  return answered;
}

// Whoever started this says what to do next, and is told the outcome.
process.on('message', (what) => {
  if (what === 'ask') void askAll().then((answered) => process.send?.({ answered }));
});
process.once('disconnect', () => process.exit(0));
while (sockets.length < order.COUNT) {
  const size = Math.min(BATCH, order.COUNT - sockets.length);
  const batch = await Promise.all(Array.from({ length: size }, open));
  await Promise.all(batch.map(ask));
  sockets.push(...batch);
}
process.send?.({ answered: sockets.filter(({ writable }) => writable).length });
