import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { ResourceStack } from '@sunbeon/service-kit';
import type { Bench } from '../bench/bench.ts';
import { fire } from '../bench/closed-loop.ts';
import type { Finding } from '../bench/finding.ts';
import { requestsOf } from '../bench/requests.ts';
import { percentile } from '../replay/arrival-order.ts';

const HONEST_SECONDS = 4;
const WARM_UP = 20_000;
const PIECE_EVERY_MS = 1_000;
/** What the gate grants: 10 s for headers, 20 s for all of a request, and a second until it looks. */
const CUT_OFF_WITHIN_SECONDS = 24;
const SLOWEST_SHARE = 0.8;

/** What somebody sends who means to keep a connection busy: the beginning, and a piece a second. */
const MANNERS = {
  headers: { begin: 'GET / HTTP/1.1\r\nHost: localhost\r\n', piece: 'X: y\r\n' },
  'a body': {
    begin:
      'POST /v1/admissions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n',
    piece: ' ',
  },
} as const;

/** `count` clients that send headers, and as many that send a body, a piece a second: when they are cut off, and what honest ones notice. */
export async function slow(bench: Bench, count: number): Promise<Finding[]> {
  await using held = new ResourceStack();
  const path = `/v1/windows/${await bench.openWindow()}/status`;
  const gate = held.use(await bench.startGate());
  await fire(gate.url, requestsOf('GET', path), { amount: WARM_UP });
  const alone = await fire(gate.url, requestsOf('GET', path), { seconds: HONEST_SECONDS });
  const { hostname, port } = new URL(gate.url);
  const open = () => connect(Number(port), hostname);
  const cutOff = Object.values(MANNERS).map(({ begin, piece }) =>
    Promise.all(Array.from({ length: count }, () => keepBusy(open(), begin, piece))),
  );
  const beside = await fire(gate.url, requestsOf('GET', path), { seconds: HONEST_SECONDS });
  const seconds = await Promise.all(cutOff);
  const share = beside.answers / beside.seconds / (alone.answers / alone.seconds);
  return [
    figure('honest calls beside slow clients', share, '×', { atLeast: SLOWEST_SHARE }, `${2 * count} slow clients`),
    ...Object.keys(MANNERS).map((what, index) =>
      figure(
        `cut off who sends ${what} slowly, at the latest after`,
        percentile(seconds[index] ?? [], 1),
        's',
        { atMost: CUT_OFF_WITHIN_SECONDS },
        `half after ${percentile(seconds[index] ?? [], 0.5).toFixed(1)} s`,
      ),
    ),
  ];
}

/** Resolves to the seconds until the server hung up. */
async function keepBusy(socket: Socket, begin: string, piece: string): Promise<number> {
  const startMs = performance.now();
  socket.on('error', () => null).resume();
  socket.write(begin);
  const dripping = setInterval(() => socket.writable && socket.write(piece), PIECE_EVERY_MS);
  await once(socket, 'close');
  clearInterval(dripping);
  return (performance.now() - startMs) / 1_000;
}

function figure(name: string, value: number, unit: string, target: Finding['target'], detail: string): Finding {
  return { scenario: 'slow clients', name, value, unit, target, detail };
}
