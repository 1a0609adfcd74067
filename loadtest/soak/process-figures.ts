import { readdir, readFile } from 'node:fs/promises';

/** What the system knows of a process and everything it started. */
export interface ProcessFigures {
  /** Resident memory in bytes, each page that several share counted by its share. */
  readonly memory: number;
  /** Open files and sockets. */
  readonly descriptors: number;
}

const KIB = 1_024;

/** Reads Linux' /proc. */
export async function processFigures(pid: number): Promise<ProcessFigures> {
  return figuresOf(await withDescendants(pid));
}

/** Of these processes together, and of nothing they started. */
export async function figuresOf(pids: readonly number[]): Promise<ProcessFigures> {
  const each = await Promise.all(
    pids.map(async (one) => ({ memory: await memoryOf(one), open: await openFilesOf(one) })),
  );
  return {
    memory: each.reduce((sum, { memory }) => sum + memory, 0),
    descriptors: each.reduce((sum, { open }) => sum + open, 0),
  };
}

async function withDescendants(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.split(' ').filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(withDescendants))).flat()];
}

/** A process that has just ended uses nothing. */
async function memoryOf(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const shared = /^Pss: +(\d+) kB$/m.exec(rollup)?.[1];
  if (shared !== undefined) return Number(shared) * KIB;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * KIB;
}

async function openFilesOf(pid: number): Promise<number> {
  return (await readdir(`/proc/${pid}/fd`).catch(() => [])).length;
}
