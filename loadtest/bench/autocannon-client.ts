import autocannon from 'autocannon';
import type { Fired, HowLong, Requests } from './closed-loop.ts';

/** As many as our own client has. */
const CONNECTIONS = 32;
const ANSWER_LIMIT_SECONDS = 10;
/** How often autocannon looks whether it is time to stop, in milliseconds. */
const LOOK_EVERY_MS = 20;
const END_OF_HEADERS = '\r\n\r\n';
/** Autocannon writes these by itself. */
const WRITTEN_BY_IT = new Set(['host', 'connection', 'content-length']);

/**
 * The same requests by autocannon, shared out among its connections, so that each is sent once before any is sent again. The
 * seconds begin when its requests are ready. Throws when anything but a success was answered.
 */
export async function fireByAutocannon(url: string, requests: Requests, howLong: HowLong): Promise<Fired> {
  const connections = 'amount' in howLong ? Math.min(CONNECTIONS, howLong.amount) : CONNECTIONS;
  const shares = sharesOf(requests.map(callIn), connections);
  const { result, seconds } = await runFromStart({
    url,
    connections,
    ...('amount' in howLong ? { amount: howLong.amount } : { duration: howLong.seconds }),
    timeout: ANSWER_LIMIT_SECONDS,
    sampleInt: LOOK_EVERY_MS,
    setupClient: (client) => client.setRequests(shares.pop() ?? []),
  });
  const { errors, timeouts, '1xx': told, '4xx': refused, '5xx': failed, '2xx': succeeded, '3xx': sentOn } = result;
  if (errors + timeouts + told + refused + failed > 0) {
    throw new Error(`the server failed: ${JSON.stringify({ errors, timeouts, told, refused, failed })}`);
  }
  return { answers: succeeded + sentOn, seconds };
}

/** Autocannon's own duration counts how long it took to prepare its requests, and is rounded. */
function runFromStart(options: autocannon.Options): Promise<{ result: autocannon.Result; seconds: number }> {
  return new Promise((resolve, reject) => {
    let startMs = Number.NaN;
    const running = autocannon(options, (error: Error | null, result) => {
      if (error === null) resolve({ result, seconds: (performance.now() - startMs) / 1_000 });
      else reject(error);
    });
    running.once('start', () => {
      startMs = performance.now();
    });
  });
}

/** A request as autocannon wants it, from what goes over the wire. */
export function callIn(request: Buffer): autocannon.Request & { readonly headers: Record<string, string> } {
  const text = request.toString('latin1');
  const end = text.indexOf(END_OF_HEADERS);
  const [first = '', ...lines] = text.slice(0, end).split('\r\n');
  const [method = '', path = ''] = first.split(' ');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const body = text.slice(end + END_OF_HEADERS.length);
  return {
    method: method === 'POST' ? 'POST' : 'GET',
    path,
    headers: Object.fromEntries(headers.filter(([name]) => !WRITTEN_BY_IT.has(name.toLowerCase()))),
    ...(body === '' ? {} : { body }),
  };
}

/** One after the other to each connection in turn; whoever would get none has the first. */
function sharesOf<Call>(calls: readonly Call[], connections: number): Call[][] {
  const shares: Call[][] = Array.from({ length: connections }, () => []);
  for (const [index, call] of calls.entries()) shares[index % connections]?.push(call);
  return shares.map((share) => (share.length === 0 ? calls.slice(0, 1) : share)).toReversed();
}
