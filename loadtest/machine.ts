import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';
import { repositoryRoot } from '@sunbeon/scripts';

const loadBefore = loadavg()[0] ?? 0;

/** Where a figure was taken; the load is that of before this process began. */
export function machineOf() {
  const processors = cpus();
  return {
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    memoryGib: Math.round(totalmem() / 2 ** 30),
    node: process.versions.node,
    loadBefore,
  };
}

/** What is measured, as git names it; says so when there are changes nobody committed. */
export function commitOf(): string {
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' and changes' : ''}`;
  } catch {
    return 'no commit';
  }
}

function git(...args: readonly string[]): string {
  return execFileSync('git', [...args], { cwd: repositoryRoot, encoding: 'utf8' }).trim();
}
