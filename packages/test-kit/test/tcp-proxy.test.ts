import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { eventually } from '../src/eventually.ts';
import { TcpProxy } from '../src/tcp-proxy.ts';

const server = createServer({ allowHalfOpen: true }, (socket) => {
  socket.on('error', () => null);
  socket.pipe(socket);
});
let proxy: TcpProxy;
let client: Socket;
let echoed = '';

beforeEach(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  proxy = await TcpProxy.open(typeof address === 'object' ? (address?.port ?? 0) : 0);
  client = await open();
});
afterEach(async () => {
  client.destroy();
  await proxy[Symbol.asyncDispose]();
  server.close();
  await once(server, 'close');
});

async function open(): Promise<Socket> {
  echoed = '';
  const socket = connect({ port: proxy.port, host: '127.0.0.1' });
  socket.on('error', () => null);
  socket.on('data', (chunk) => {
    echoed += chunk.toString();
  });
  await once(socket, 'connect');
  return socket;
}

function closed(socket: Socket): Promise<void> {
  // `once` of node:events would reject with the reset that is expected here.
  return new Promise((resolve) => {
    socket.on('error', () => null);
    socket.once('close', () => resolve());
  });
}

async function expectHeard(text: string): Promise<void> {
  await eventually(() => expect(echoed).toBe(text));
}

test('passes bytes on, both ways, many of them, and the end', async () => {
  const text = 'x'.repeat(3_000_000);
  client.end(text);
  await once(client, 'end');
  expect(echoed).toHaveLength(text.length);
});

test('a cut ends every connection, and new ones are taken', async () => {
  client.write('before');
  await expectHeard('before');
  proxy.cut();
  await closed(client);
  await eventually(() => expect(proxy.links).toBe(0));
  client = await open();
  client.write('after');
  await expectHeard('after');
});

test.each(['up', 'down'] as const)(
  'a stall %s holds everything back until it is healed, and nothing is lost',
  async (way) => {
    const heal = proxy.stall(way);
    client.write('held');
    const other = await open();
    other.destroy();
    expect(echoed).toBe('');
    client.write(' back');
    heal();
    await expectHeard('held back');
  },
);

test('two stalls are both to be healed', async () => {
  const [one, two] = [proxy.stall('up'), proxy.stall('up')];
  client.write('held');
  one();
  one();
  const answers = once(client, 'data');
  expect(echoed).toBe('');
  two();
  await answers;
  await expectHeard('held');
});

test('a slow wire takes its time', async () => {
  const heal = proxy.slow(60);
  const startedMs = performance.now();
  client.write('slow');
  await expectHeard('slow');
  expect(performance.now() - startedMs).toBeGreaterThan(110);
  heal();
});

test('a refusal turns newcomers away and leaves the others alone', async () => {
  client.write('here');
  await expectHeard('here');
  const heal = proxy.refuse();
  const turnedAway = connect({ port: proxy.port, host: '127.0.0.1' });
  await closed(turnedAway);
  client.write(' still');
  await expectHeard('here still');
  heal();
  client.destroy();
  client = await open();
  client.write('again');
  await eventually(() => expect(echoed).toBe('again'));
});

test('a silent connection stays open and carries nothing; newcomers are heard', async () => {
  client.write('before');
  await expectHeard('before');
  proxy.silence();
  proxy.heal();
  client.write('never heard');
  const silent = client;
  client = await open();
  client.write('after');
  await eventually(() => expect(echoed).toBe('after'));
  expect(silent.destroyed).toBe(false);
  silent.destroy();
});

test('healing ends everything at once', async () => {
  proxy.stall('up');
  proxy.stall('down');
  proxy.slow(50_000);
  proxy.refuse();
  proxy.heal();
  client.write('well');
  await eventually(() => expect(echoed).toBe('well'));
});
