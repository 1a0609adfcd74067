import { readdirSync, readFileSync } from 'node:fs';
import type { StackProcess } from '@sunbeon/scripts';

/** CPU seconds used so far, by name; a process counts its descendants in (Postgres has one for each connection). */
export type CpuSeconds = ReadonlyMap<string, number>;

/** Reads Linux' /proc; elsewhere the map is empty and the report says so. */
export function cpuSeconds(processes: readonly StackProcess[]): CpuSeconds {
  if (process.platform !== 'linux') return new Map();
  const used = new Map<string, number>();
  const children = childrenByParent();
  for (const { name, pid } of processes) used.set(name, (used.get(name) ?? 0) + treeSeconds(pid, children));
  return used;
}

/** What each name used between two readings, in seconds; a process that ended in between counts up to the first reading. */
export function cpuBetween(before: CpuSeconds, after: CpuSeconds): CpuSeconds {
  return new Map([...after].map(([name, seconds]) => [name, Math.max(0, seconds - (before.get(name) ?? 0))]));
}

/** `USER_HZ`, the unit of /proc/PID/stat: 100 on every Linux that people run. */
const TICKS_PER_SECOND = 100;

function childrenByParent(): ReadonlyMap<number, number[]> {
  const children = new Map<number, number[]>();
  for (const pid of readdirSync('/proc').map(Number).filter(Number.isInteger)) {
    const parent = Number(statFields(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  return children;
}

function treeSeconds(pid: number, children: ReadonlyMap<number, number[]>): number {
  const below = (children.get(pid) ?? []).reduce((sum, child) => sum + treeSeconds(child, children), 0);
  return ownSeconds(pid) + below;
}

/** User and system time, also of children already waited for: fields 14–17 of /proc/PID/stat. */
function ownSeconds(pid: number): number {
  return (
    statFields(pid)
      .slice(11, 15)
      .reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_PER_SECOND
  );
}

/** The fields of /proc/PID/stat from the third on (proc(5)); none when the process is gone. */
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}
