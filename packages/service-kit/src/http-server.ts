import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { Server as TcpServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerBrokenRequest } from './broken-request.ts';

/** Longest a client may take to send its headers, and its whole request (slowloris). */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
/** How often these two are looked after: a client is cut off so much later at most. */
const CHECK_EVERY_MS = 1_000;
const KEEP_ALIVE_MS = 65_000;
/** Longest a drain waits for answers under way. */
const DRAIN_LIMIT_MS = 10_000;
/** How often a drain looks for connections that have fallen idle. */
const SWEEP_MS = 50;
const MAX_HEADER_BYTES = 16_384;
/** Connections that wait to be taken in; the system's own limit (`net.core.somaxconn`) may be lower. In a surge thousands come at once. */
const BACKLOG = 4_096;

/** A listening server; disposing it drains it: no new connections, answers under way are finished, then idle ones are closed. */
export interface HttpServer extends AsyncDisposable {
  readonly port: number;
  readonly server: Server;
}

export interface ListenOptions {
  /** How long a drain leaves idle connections open. */
  readonly lingerMs?: number;
  /** A connection with a request on it over which nothing goes for so long is cut: whoever reads no answer. 0: never. */
  readonly silenceMs?: number;
}

/**
 * Listens on `host:port` (0: any free port) with limits on headers, time and idleness. Rejects with the system's error, e.g.
 * `EADDRINUSE`. A drain leaves connections that are idle open for up to `lingerMs` more: whoever asks once more on one is
 * answered, and told that it ends with that. Closed at once, a question that is on its way to us would be lost.
 */
export async function listen(
  listener: RequestListener,
  host: string,
  port: number,
  { lingerMs = 0, silenceMs = 0 }: ListenOptions = {},
): Promise<HttpServer> {
  const limits = { maxHeaderSize: MAX_HEADER_BYTES, connectionsCheckingInterval: CHECK_EVERY_MS };
  const server = createServer({ ...limits, requireHostHeader: true }, listener);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.timeout = silenceMs;
  server.on('clientError', answerBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, resolve);
  });
  return {
    server,
    port: portOf(server),
    [Symbol.asyncDispose]: () => drain(server, lingerMs),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not listening on a TCP port');
  return address.port;
}

async function drain(server: Server, lingerMs: number): Promise<void> {
  server.prependListener('request', endWithThisAnswer);
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS);
  // Of an HTTP server `close` cuts off whoever is idle, too: at first it is only to take nobody in.
  const lingering = new AbortController();
  const ended = new Promise<void>((resolve) => {
    TcpServer.prototype.close.call(server, () => resolve());
  }).finally(() => lingering.abort());
  await delay(lingerMs, undefined, { signal: lingering.signal }).catch(() => null);
  // A connection that is kept alive falls idle once its answer is finished, and nothing but us would close it then.
  // What has arrived is read first: timers come before it, and on a busy machine much is waiting.
  const closeIdle = (): NodeJS.Immediate => setImmediate(() => server.closeIdleConnections());
  const sweep = setInterval(closeIdle, SWEEP_MS);
  closeIdle();
  await ended;
  clearTimeout(cut);
  clearInterval(sweep);
}

function endWithThisAnswer(_request: unknown, response: ServerResponse): void {
  response.shouldKeepAlive = false;
}
