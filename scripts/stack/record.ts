import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const port = z.int().min(1).max(65_535);

const recordSchema = z.object({
  nodeEnv: z.enum(['development', 'test']),
  ports: z.object({
    gate: port,
    staff: port,
    sandbox: port,
    api: port,
    smpp: port,
    workerOps: port,
    notifierOps: port,
    postgres: port,
    redis: port,
  }),
  databaseUrl: z.string(),
  redisUrl: z.string(),
  redisPrefix: z.string(),
});

/** What a stack leaves in its data folder so that the command line and its own next start find it. */
export type StackRecord = Readonly<z.infer<typeof recordSchema>>;
export type StackPorts = StackRecord['ports'];

/** The record of the last stack on this folder, running or not; `null` when there is none. */
export async function readRecord(dataDir: string): Promise<StackRecord | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return recordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Writes the record in one step; it carries database passwords. */
export async function writeRecord(dataDir: string, record: StackRecord): Promise<void> {
  const draft = `${fileIn(dataDir)}.draft`;
  await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(dataDir));
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'stack.json');
}
