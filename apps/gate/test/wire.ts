import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Headers as they were written. */
  readonly head: string;
  readonly body: string;
}

/** Where a gate listens on this machine. */
interface Door {
  readonly gate: { readonly port: number };
}

/** Writes bytes to the gate as they are, in one piece, and reads until it hangs up; resolves to each answer in turn. */
export async function say({ gate }: Door, bytes: string): Promise<WireAnswer[]> {
  const socket = connect(gate.port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write(bytes, 'latin1');
  // Whoever is cut off while still writing is told so by a reset.
  const said = await text(socket).catch(() => '');
  return said.split(/(?=HTTP\/1\.1 \d{3} )/).map((part) => {
    const [head = '', body = ''] = part.split('\r\n\r\n', 2);
    return { status: Number(head.slice(9, 12)), head, body };
  });
}

/** One request, after which the connection ends. */
export function lastRequest(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all = { Host: 'localhost', Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
