import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type ImportStanding, PIECE_BYTES, type PieceWay, sendInPieces } from '@sunbeon/core';
import { RemoteProblem } from './remote-problem.ts';

const RETRY_AFTER_MS = 1_000;

/** What is known of a file before it is sent. */
interface FileFacts {
  /** SHA-256, hex. */
  readonly digest: string;
  readonly bytes: number;
}

/** The calls by which one kind of file is imported. */
export interface ImportCalls<Standing extends ImportStanding> {
  readonly start: (file: FileFacts) => Promise<Standing>;
  readonly find: (id: string) => Promise<Standing>;
  readonly send: (id: string, offset: number, piece: Uint8Array<ArrayBuffer>) => Promise<Standing>;
}

/** The file is not what it was when the import began. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/**
 * Imports a file, from where an earlier run stopped, and yields how far it has come. The file is never held in memory.
 * @throws {RemoteProblem} what the staff API refused, or that it was away for a minute
 * @throws {FileChanged} when the file was written to meanwhile
 */
export async function* sendFile<Standing extends ImportStanding>(
  path: string,
  { start, find, send }: ImportCalls<Standing>,
): AsyncGenerator<Standing> {
  await using file = await open(path);
  const before = await file.stat();
  const facts = { digest: await digestOf(path), bytes: before.size };
  const buffer = Buffer.alloc(PIECE_BYTES);
  const way: PieceWay<Standing> = {
    start: () => start(facts),
    find,
    read: async (offset) => {
      const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, offset);
      return buffer.subarray(0, bytesRead);
    },
    send,
    meaning,
    wait: () => delay(RETRY_AFTER_MS),
  };
  yield* sendInPieces(way);
  const after = await file.stat();
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new FileChanged(`${path} was changed`);
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

/** Whether asking how far the import has come, and going on from there, may help. */
function meaning(error: unknown): ReturnType<PieceWay<ImportStanding>['meaning']> {
  if (!(error instanceof RemoteProblem)) return 'final';
  const { code, status = 0 } = error.report;
  if (code === 'import-conflict') return 'elsewhere';
  return code === 'stack-unreachable' || status >= 500 ? 'passing' : 'final';
}
