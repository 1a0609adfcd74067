import { readFileSync } from 'node:fs';

const KB_PER_MB = 1_024;

/** The most memory a process has ever had resident, in MB; `NaN` when it is gone, or where there is no /proc. */
export function peakMemoryMb(pid: number): number {
  try {
    const [, kilobytes] = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / KB_PER_MB;
  } catch {
    return Number.NaN;
  }
}
