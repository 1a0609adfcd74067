import { createServer, type RequestListener, type Server } from 'node:http';
import { answerBrokenRequest } from './broken-request.ts';

/** Longest a client may take to send its headers, and its whole request (slowloris). */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 20_000;
const KEEP_ALIVE_MS = 65_000;
/** Longest a drain waits for answers under way. */
const DRAIN_LIMIT_MS = 10_000;
/** How often a drain looks for connections that have fallen idle. */
const SWEEP_MS = 50;
const MAX_HEADER_BYTES = 16_384;

/** A listening server; disposing it drains it: no new connections, answers under way are finished, idle ones closed. */
export interface HttpServer extends AsyncDisposable {
  readonly port: number;
  readonly server: Server;
}

/** Listens on `host:port` (0: any free port) with limits on headers, time and idleness. Rejects with the system's error, e.g. `EADDRINUSE`. */
export async function listen(listener: RequestListener, host: string, port: number): Promise<HttpServer> {
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES, requireHostHeader: true }, listener);
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on('clientError', answerBrokenRequest);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    server,
    port: portOf(server),
    [Symbol.asyncDispose]: () => drain(server),
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not listening on a TCP port');
  return address.port;
}

/** A connection that is kept alive falls idle once its answer is finished, and nothing but us would close it then. */
async function drain(server: Server): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), DRAIN_LIMIT_MS);
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(cut);
  clearInterval(sweep);
}
