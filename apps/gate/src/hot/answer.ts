import type { IncomingHttpHeaders } from 'node:http';

/** What a hot handler may know of a request. */
interface Asked {
  readonly headers: IncomingHttpHeaders;
  /** The one variable part of the address; empty for an address without any. */
  readonly id: string;
  /** The parsed JSON body; `undefined` without one. */
  readonly body: unknown;
}

/** What goes back: a status, header names and values in turn, and the body as text. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Answers one kind of call; throws (or rejects with) a `Problem` instead. */
export type HotHandler = (asked: Asked) => Answer | Promise<Answer>;

const OWN_JSON = ['Content-Type', 'application/json; charset=utf-8', 'Cache-Control', 'no-store'] as const;

/** JSON for the one who asked: no cache keeps it. */
export function ownJson(status: number, value: object): Answer {
  return { status, headers: OWN_JSON, body: JSON.stringify(value) };
}
