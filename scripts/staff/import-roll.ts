import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { RollImportView, StartRollImportBody } from '@sunbeon/core';
import { RemoteProblem } from './remote-problem.ts';
import type { RollApi } from './roll-api.ts';

/** Bytes sent at a time: some 7,000 people. */
const PIECE_BYTES = 2 ** 20;
const RETRY_AFTER_MS = 1_000;
/** Failures in a row that are borne: the service may be replaced meanwhile. */
const MOST_FAILURES = 60;
/** Before anything was sent, whoever forgot to start the stack wants to know. */
const MOST_FAILURES_AT_FIRST = 15;
const DIGEST_SHOWN = 12;

export interface RollFile {
  readonly path: string;
  readonly campaign: string;
  /** Default: made of campaign and content, so that the same file is the same import. */
  readonly id?: string | undefined;
}

/** The file is not what it was when the import began. */
export class FileChanged extends Error {
  override readonly name = 'FileChanged';
}

/**
 * Imports a file into the roll of a campaign, from where an earlier run stopped, and yields how far it has come. The file
 * is never held in memory.
 * @throws {RemoteProblem} what the staff API refused, or that it was away for a minute
 * @throws {FileChanged} when the file was written to meanwhile
 */
export async function* importRoll(api: RollApi, { path, campaign, id }: RollFile): AsyncGenerator<RollImportView> {
  await using file = await open(path);
  const before = await file.stat();
  const digest = await digestOf(path);
  const body = {
    id: id ?? `${campaign.slice(0, 50)}-${digest.slice(0, DIGEST_SHOWN)}`,
    campaign,
    digest,
    bytes: before.size,
  };
  let at = await begun(api, body);
  yield at;
  const buffer = Buffer.alloc(PIECE_BYTES);
  for (let failures = 0; at.state === 'running'; ) {
    const { bytesRead } = await file.read(buffer, 0, PIECE_BYTES, at.offset);
    const sent = await tried(() => api.send(body.id, at.offset, buffer.subarray(0, bytesRead)));
    if (sent instanceof RemoteProblem) {
      failures += 1;
      const now = await foundAgain(api, body.id, sent, failures);
      if (now.offset === at.offset && sent.report.code === 'import-conflict') throw sent;
      at = now;
    } else {
      at = sent;
      failures = 0;
    }
    yield at;
  }
  const after = await file.stat();
  if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw new FileChanged(`${path} was changed`);
}

/** Beginning is harmless to repeat: whoever answers again goes on with the same import. */
async function begun(api: RollApi, body: StartRollImportBody): Promise<RollImportView> {
  for (let failures = 0; ; failures += 1) {
    const started = await tried(() => api.start(body));
    if (!(started instanceof RemoteProblem)) return started;
    if (started.report.code === 'import-conflict' || failures >= MOST_FAILURES_AT_FIRST) throw started;
    await delay(RETRY_AFTER_MS);
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function tried(send: () => Promise<RollImportView>): Promise<RollImportView | RemoteProblem> {
  try {
    return await send();
  } catch (error) {
    if (error instanceof RemoteProblem && isPassing(error)) return error;
    throw error;
  }
}

/** Whether asking how far the import has come, and going on from there, may help. */
function isPassing({ report }: RemoteProblem): boolean {
  return report.code === 'stack-unreachable' || report.code === 'import-conflict' || (report.status ?? 0) >= 500;
}

async function foundAgain(api: RollApi, id: string, failed: RemoteProblem, failures: number): Promise<RollImportView> {
  for (let more = failures; ; more += 1) {
    if (more > MOST_FAILURES) throw failed;
    if (failed.report.code !== 'import-conflict') await delay(RETRY_AFTER_MS);
    const found = await tried(() => api.find(id));
    if (!(found instanceof RemoteProblem)) return found;
    await delay(RETRY_AFTER_MS);
  }
}
