import { readdirSync, readFileSync } from 'node:fs';
import type { StackProcess } from '@sunbeon/scripts';

/** CPU seconds used so far, by name; a process counts its descendants in (Postgres has one for each connection). */
export type CpuSeconds = ReadonlyMap<string, number>;

/** What a process and its descendants use: CPU seconds so far, and resident bytes, of which those they share count once. */
export interface ProcessUse {
  readonly seconds: number;
  readonly bytes: number;
}

/** Reads Linux' /proc; elsewhere the map is empty and the report says so. */
export function processUse(processes: readonly StackProcess[]): ReadonlyMap<string, ProcessUse> {
  if (process.platform !== 'linux') return new Map();
  const used = new Map<string, ProcessUse>();
  const children = childrenByParent();
  for (const { name, pid } of processes) {
    const tree = withDescendants(pid, children);
    const { seconds, bytes } = used.get(name) ?? { seconds: 0, bytes: 0 };
    used.set(name, { seconds: seconds + secondsOf(tree), bytes: bytes + bytesOf(tree) });
  }
  return used;
}

/** The CPU seconds of {@link processUse} alone. */
export function cpuSeconds(processes: readonly StackProcess[]): CpuSeconds {
  return new Map([...processUse(processes)].map(([name, { seconds }]) => [name, seconds]));
}

/** What each name used between two readings, in seconds; a process that ended in between counts up to the first reading. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return new Map([...after].map(([name, seconds]) => [name, Math.max(0, seconds - (before.get(name) ?? 0))]));
}

/** `USER_HZ`, the unit of /proc/PID/stat: 100 on every Linux that people run. */
const TICKS_PER_SECOND = 100;
/** Of x86-64, and of most others. */
const PAGE_BYTES = 4_096;

function childrenByParent(): ReadonlyMap<number, number[]> {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    const parent = Number(statFields(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

function withDescendants(pid: number, children: ReadonlyMap<number, number[]>): number[] {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => withDescendants(child, children))];
}

/** User and system time, also of children already waited for: fields 14–17 of /proc/PID/stat. */
function secondsOf(pids: readonly number[]): number {
  const ticks = pids.flatMap((pid) => statFields(pid).slice(11, 15));
  return ticks.reduce((sum, each) => sum + Number(each), 0) / TICKS_PER_SECOND;
}

/** /proc/PID/statm counts pages: the whole, what is resident, and what of that is shared. */
function bytesOf(pids: readonly number[]): number {
  let own = 0;
  let mostShared = 0;
  for (const pid of pids) {
    const [, resident = 0, shared = 0] = contentOf(`/proc/${pid}/statm`).split(' ').map(Number);
    own += resident - shared;
    mostShared = Math.max(mostShared, shared);
  }
  return (own + mostShared) * PAGE_BYTES;
}

/** The fields of /proc/PID/stat from the third on (proc(5)); none when the process is gone. */
function statFields(pid: number): string[] {
  const stat = contentOf(`/proc/${pid}/stat`);
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Empty when the process is gone. */
function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
