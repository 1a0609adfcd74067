import { constants } from 'node:fs';
import { access, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { processIdentity } from '@sunbeon/embedded';
import { z } from 'zod';
import { hasCode, reasonOf } from './error-words.ts';
import { StackError } from './stack-error.ts';

/** A data folder that belongs to this process; disposing it lets another stack have it. */
export interface DataFolder extends AsyncDisposable {
  readonly path: string;
}

const holderSchema = z.object({ pid: z.int(), identity: z.string().nullable() });

/** Makes the folder if need be and takes it for this process; throws {@link StackError} when it cannot be used or is in use. */
export async function takeDataFolder(path: string): Promise<DataFolder> {
  try {
    // Others may pass through: Postgres runs as another user when we are root. What is secret has a mode of its own.
    await makeFolder(join(path, 'logs'));
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StackError(`cannot use the data folder ${path} (${reasonOf(error)}): set DATA_DIR to a folder of yours`);
  }
  const lock = join(path, 'stack.lock');
  await takeLock(lock, path);
  return { path, [Symbol.asyncDispose]: () => rm(lock, { force: true }) };
}

/** Like `mkdir -p`. Node's own never returns where a folder exists and nothing can be made in it, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o755 });
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return;
    if (!hasCode(error, 'ENOENT') || (await stat(dirname(path)).catch(() => null))) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o755 });
  }
}

async function takeLock(lock: string, path: string): Promise<void> {
  const holder = JSON.stringify({ pid: process.pid, identity: await processIdentity(process.pid) });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      const file = await open(lock, 'wx', 0o644);
      await file.writeFile(holder);
      await file.close();
      return;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw new StackError(`cannot write ${lock}: ${reasonOf(error)}`);
    }
    const pid = await holderOf(lock);
    if (pid !== null) {
      throw new StackError(
        `a stack already runs on ${path} (process ${pid}): stop it, or set another DATA_DIR and ports`,
      );
    }
    await rm(lock, { force: true });
  }
  throw new StackError(`another stack is starting on ${path}: set another DATA_DIR and ports`);
}

/** The process that holds the lock, or `null` when it is gone: a later process with the same pid has another identity. */
async function holderOf(lock: string): Promise<number | null> {
  const text = await readFile(lock, 'utf8').catch(() => '');
  const holder = holderSchema.safeParse(parseJson(text));
  if (!holder.success) return null;
  const { pid, identity } = holder.data;
  return identity !== null && identity === (await processIdentity(pid)) ? pid : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
