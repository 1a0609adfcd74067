import type { IncomingHttpHeaders } from 'node:http';

/** What a hot handler may know of a request. */
interface Asked {
  readonly headers: IncomingHttpHeaders;
  /** The one variable part of the address; empty for an address without any. */
  readonly id: string;
  /** What follows the address's question mark; empty without any. */
  readonly query: string;
  /** The parsed JSON body; `undefined` without one. */
  readonly body: unknown;
}

/** What goes back: a status, header names and values in turn with `Content-Length` among them where there is a body, and the body as text, or as pieces that many answers share. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string | readonly Buffer[];
}

/** Answers one kind of call, at once where nobody has to be asked; throws (or rejects with) a `Problem` instead. */
export type HotHandler = (asked: Asked) => Answer | Promise<Answer>;

const JSON_TYPE = 'application/json; charset=utf-8';

/** JSON for the one who asked: no cache keeps it. `more` headers are names and values in turn. */
export function ownJson(status: number, value: object, more: readonly string[] = []): Answer {
  const body = JSON.stringify(value);
  const length = String(Buffer.byteLength(body));
  const headers = ['Content-Type', JSON_TYPE, 'Cache-Control', 'no-store', ...more, 'Content-Length', length];
  return { status, headers, body };
}

/** JSON for everyone, as `headers` (names and values in turn) say how long. */
export function sharedJson(value: object, headers: readonly string[]): Answer {
  const body = JSON.stringify(value);
  const length = String(Buffer.byteLength(body));
  return { status: 200, headers: ['Content-Type', JSON_TYPE, ...headers, 'Content-Length', length], body };
}

/** The same of JSON that was written before, in pieces. */
export function writtenJson(body: readonly Buffer[], headers: readonly string[]): Answer {
  const length = String(body.reduce((sum, piece) => sum + piece.length, 0));
  return { status: 200, headers: ['Content-Type', JSON_TYPE, ...headers, 'Content-Length', length], body };
}
