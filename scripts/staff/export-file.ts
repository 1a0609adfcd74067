import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type ExportEnd, type ExportKind, exportKeyIn, readExportEnd } from '@sunbeon/core';
import type { DataApi, ExportQuestion } from './data-api.ts';
import { RemoteProblem } from './remote-problem.ts';

/** The longest line is far shorter. */
const TAIL_BYTES = 65_536;
const LINE_FEED = 0x0a;
const MOST_FAILURES = 10;
const RETRY_AFTER_MS = 1_000;

/** How much of a file is there; `end` once it is whole. */
export interface ExportProgress {
  readonly bytes: number;
  readonly end: ExportEnd | null;
}

/**
 * Exports into a file, behind the last whole row it has, and yields how far it has come. Broken off, it goes on by itself;
 * called again, it goes on where it stopped.
 * @throws {RemoteProblem} what the staff API refused, or that it was away for too long
 */
export async function* exportFile(
  api: DataApi,
  path: string,
  { kind, ...question }: ExportQuestion & { readonly kind: ExportKind },
): AsyncGenerator<ExportProgress> {
  await using file = await open(path, 'a+');
  for (let failures = 0; ; failures += 1) {
    const begun = await standingOf(file, kind);
    yield begun;
    if (begun.end !== null) return;
    try {
      for await (const piece of await api.export(kind, { ...question, after: begun.after })) {
        await file.appendFile(piece);
        yield { bytes: (await file.stat()).size, end: null };
      }
    } catch (error) {
      if (failures >= MOST_FAILURES || !isPassing(error)) throw error;
      await delay(RETRY_AFTER_MS);
    }
  }
}

/** Cuts off a line that was not finished, and says behind which row to go on. */
async function standingOf(file: FileHandle, kind: ExportKind): Promise<ExportProgress & { after?: string }> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
  await file.read(tail, 0, tail.length, size - tail.length);
  const bytes = size - tail.length + tail.lastIndexOf(LINE_FEED) + 1;
  await file.truncate(bytes);
  const line = tail.toString().split('\n').at(-2) ?? '';
  const end = readExportEnd(line);
  const after = exportKeyIn(line, kind);
  if (end === null && after === null) await file.truncate(0);
  return { bytes, end, ...(after === null ? {} : { after }) };
}

/** What breaks off in the middle is no problem document. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof RemoteProblem)) return error instanceof TypeError || error instanceof DOMException;
  const { code, status = 0 } = error.report;
  return code === 'stack-unreachable' || code === 'exports-busy' || status >= 500;
}
