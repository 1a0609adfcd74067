import { readdirSync, readFileSync } from 'node:fs';

/** Parent of a process by Linux' /proc (field 4 of proc(5)); `null` when it is gone or a zombie. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? null : Number(parent);
  } catch {
    return null;
  }
}

/** The processes `pid` started and that are still there, the oldest first. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((other) => Number.isInteger(other) && parentOf(other) === pid)
    .toSorted((a, b) => a - b);
}

/** Sends a signal to a process that has this parent; false when there is none such. A pid alone may be somebody else's by now. */
export function signalChild(pid: number | null, parent: number, signal: NodeJS.Signals): boolean {
  return pid !== null && parentOf(pid) === parent && signalProcess(pid, signal);
}

/** False when the process is gone. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
