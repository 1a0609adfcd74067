import { connect, type Socket } from 'node:net';

/** Open connections, each with one request under way: a closed loop that keeps one core of the server busy. */
const CONNECTIONS = 32;
/** Longest anything may take: beyond it a server hangs and the run ends. */
const ANSWER_LIMIT_MS = 10_000;

/** Which requests to send, as they go over the wire: one after the other, beginning again after the last. */
export type Requests = readonly Buffer[];

/** When to stop: after so many answers, or after so long. */
export type HowLong = { readonly amount: number } | { readonly seconds: number };

/** How many ask at the same time, and which answers are as good as a success. */
export interface Manner {
  readonly connections: number;
  readonly welcome: (answer: Buffer) => boolean;
}

export interface Fired {
  readonly answers: number;
  readonly seconds: number;
}

/**
 * Keeps {@link CONNECTIONS} connections busy and reads no more of an answer than it must, so that it is the server that is
 * measured and not its client: for each answer some third of what a general load generator takes. Throws at the first
 * answer that is no success: errors are cheap and would look fast.
 */
export async function fire(
  url: string,
  requests: Requests,
  howLong: HowLong,
  { connections, welcome }: Manner = { connections: CONNECTIONS, welcome: isSuccess },
): Promise<Fired> {
  const loop = new ClosedLoop(requests, howLong, welcome);
  const startMs = performance.now();
  const { hostname, port } = new URL(url);
  await Promise.all(Array.from({ length: connections }, () => loop.runOn(connect(Number(port), hostname))));
  return { answers: loop.answers, seconds: (performance.now() - startMs) / 1_000 };
}

class ClosedLoop {
  readonly #requests: Requests;
  readonly #most: number;
  readonly #endMs: number;
  readonly #welcome: (answer: Buffer) => boolean;
  #sent = 0;
  answers = 0;

  constructor(requests: Requests, howLong: HowLong, welcome: (answer: Buffer) => boolean) {
    this.#requests = requests;
    this.#welcome = welcome;
    this.#most = 'amount' in howLong ? howLong.amount : Number.POSITIVE_INFINITY;
    this.#endMs = 'seconds' in howLong ? performance.now() + howLong.seconds * 1_000 : Number.POSITIVE_INFINITY;
  }

  /** Sends on one connection until it is time to stop; rejects when the server does not answer with a success. */
  runOn(socket: Socket): Promise<void> {
    return new Promise((resolve, reject) => {
      let unread: Buffer | null = null;
      const next = (): void => {
        const request = this.#next();
        if (request === null) socket.end();
        else socket.write(request);
      };
      socket.setNoDelay(true);
      socket.setTimeout(ANSWER_LIMIT_MS, () => socket.destroy(new Error('no answer in time')));
      socket.once('connect', next);
      socket.once('error', reject);
      socket.once('close', () => resolve());
      socket.on('data', (chunk: Buffer) => {
        const bytes = unread === null ? chunk : Buffer.concat([unread, chunk]);
        const end = endOfAnswer(bytes);
        unread = end === bytes.length ? null : bytes;
        if (end > bytes.length) return;
        if (end < bytes.length || !this.#welcome(bytes)) {
          socket.destroy(new Error(`the server answers ${bytes.toString('utf8', 0, 500)}`));
          return;
        }
        this.answers += 1;
        next();
      });
    });
  }

  #next(): Buffer | null {
    if (this.#sent >= this.#most || performance.now() >= this.#endMs) return null;
    this.#sent += 1;
    return this.#requests[(this.#sent - 1) % this.#requests.length] ?? null;
  }
}

const STATUS_AT = 'HTTP/1.1 '.length;
const TWO = 0x32;
/** A login ends by sending the browser on. */
const THREE = 0x33;
const END_OF_HEADERS = Buffer.from('\r\n\r\n');

/** Whether an answer says that all is well. */
export function isSuccess(answer: Buffer): boolean {
  return answer[STATUS_AT] === TWO || answer[STATUS_AT] === THREE;
}

/** Where the answer ends that begins with these bytes; beyond them when there is more to come, 0 when it does not say. */
function endOfAnswer(bytes: Buffer): number {
  const headersEnd = bytes.indexOf(END_OF_HEADERS);
  if (headersEnd === -1) return Number.POSITIVE_INFINITY;
  const length = /\r\ncontent-length: *(\d+)\r\n/i.exec(bytes.toString('latin1', 0, headersEnd + 2))?.[1];
  return length === undefined ? 0 : headersEnd + END_OF_HEADERS.length + Number(length);
}
