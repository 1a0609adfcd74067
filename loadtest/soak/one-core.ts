import { execFileSync } from 'node:child_process';

/** Confines this process, and everything it starts from now on, to one core, by `taskset` of util-linux. Throws where there is none. */
export function confineTo(core: number): void {
  execFileSync('taskset', ['--all-tasks', '--pid', '--cpu-list', String(core), String(process.pid)]);
}
