import { type ExportEnd, type ExportKind, exportKeyIn, readExportEnd } from '@sunbeon/core';
import { ConsoleProblem, problemFrom } from '../api/console-problem.ts';
import { tellSessionEnd } from '../api/session-end.ts';
import { language } from '../text/language.ts';

const LINE_FEED = 0x0a;

export interface ExportWish {
  readonly kind: ExportKind;
  /** Empty for all. */
  readonly window: string;
  readonly reason: string;
  readonly approval?: string;
}

/** What has been received of an export: whole lines only. */
export interface Received {
  readonly parts: readonly Blob[];
  readonly rows: number;
  /** As the server counted them. */
  readonly allRows: number;
  /** The key of the last row. */
  readonly after: string | null;
  /** Once the last line is here. */
  readonly end: ExportEnd | null;
}

export const NOTHING_RECEIVED: Received = { parts: [], rows: 0, allRows: 0, after: null, end: null };

/**
 * Receives an export, behind what is here already, and yields how far it has come. The browser keeps the parts, on disk
 * where it likes to; nothing but the line that is not finished is held here.
 * @throws {ConsoleProblem} what the server refused; a `TypeError` when it broke off
 */
export async function* download(wish: ExportWish, before: Received, signal: AbortSignal): AsyncGenerator<Received> {
  const response = await ask(wish, before.after, signal);
  const allRows = before.rows + Number(response.headers.get('Export-Rows') ?? 0);
  let received: Received = { ...before, allRows };
  let rest = new Uint8Array();
  const reader = response.body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (chunk?.value === undefined) break;
    const bytes = joined(rest, chunk.value);
    const whole = bytes.lastIndexOf(LINE_FEED) + 1;
    rest = bytes.slice(whole);
    received = withLines(received, bytes.slice(0, whole), wish.kind);
    yield received;
  }
  if (received.end === null) throw new TypeError('the export broke off');
}

async function ask({ kind, window, reason, approval }: ExportWish, after: string | null, signal: AbortSignal) {
  const query = new URLSearchParams({ reason });
  for (const [name, value] of Object.entries({ window, approval, after })) if (value) query.set(name, value);
  const headers = { 'Accept-Language': language() };
  const response = await fetch(`/v1/staff/exports/${kind}.csv?${query.toString()}`, { headers, signal });
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const problem: ConsoleProblem = problemFrom(response.status, body, response.headers.get('Retry-After'));
  if (problem.code === 'staff-login-required') tellSessionEnd();
  throw problem;
}

function withLines(received: Received, bytes: Uint8Array<ArrayBuffer>, kind: ExportKind): Received {
  if (bytes.length === 0) return received;
  const last = new TextDecoder().decode(bytes.subarray(bytes.lastIndexOf(LINE_FEED, -2) + 1));
  const end = readExportEnd(last);
  const lines = bytes.reduce((count, byte) => count + (byte === LINE_FEED ? 1 : 0), 0);
  const isFirst = received.parts.length === 0;
  return {
    ...received,
    parts: [...received.parts, new Blob([bytes])],
    rows: received.rows + lines - (isFirst ? 1 : 0) - (end === null ? 0 : 1),
    after: exportKeyIn(last, kind) ?? received.after,
    end,
  };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
