import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { repositoryRoot } from '@sunbeon/scripts';
import { z } from 'zod';
import { peakMemoryMb } from './peak-memory.ts';

const CLI = resolve(repositoryRoot, 'scripts/dist/cli/main.js');
const LOOK_EVERY_MS = 50;

const doneSchema = z.object({ state: z.literal('done'), added: z.int(), rejected: z.int() });

/** What one run of the command did. */
export interface ImportedByCli {
  readonly done: { readonly added: number; readonly rejected: number };
  readonly seconds: number;
  readonly peakMb: number;
}

/** A command of the CLI that imports a file, as staff run it, of a data folder. */
export async function importByCli(dataDir: string, args: readonly string[]): Promise<ImportedByCli> {
  const startedMs = performance.now();
  const child = spawn(process.execPath, [CLI, ...args, '--json'], {
    env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said = text(child.stdout);
  let peakMb = 0;
  while (child.exitCode === null && child.signalCode === null) {
    peakMb = Math.max(peakMb, peakMemoryMb(child.pid ?? 0) || 0);
    await Promise.race([exited, delay(LOOK_EVERY_MS)]);
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  if (child.exitCode !== 0) throw new Error('the import failed');
  return { done: doneSchema.parse(JSON.parse(await said)), seconds, peakMb };
}
