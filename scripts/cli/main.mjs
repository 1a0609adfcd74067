#!/usr/bin/env node
// The command `cli`: runs the build, after bringing it up to date when a source is newer.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
const program = join(root, 'scripts', 'dist', 'cli', 'main.js');
const stamp = join(root, 'scripts', 'dist', '.cli-built');
const NO_SOURCE = new Set(['node_modules', 'dist', 'test']);

if (!existsSync(program) || newestSource() > timeOf(stamp)) build();
process.argv[1] = program;
await import(program);

function build() {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-b', join(root, 'scripts')], {
    encoding: 'utf8',
  });
  if (status === 0) writeFileSync(stamp, '');
  else {
    process.stderr.write(`${stdout}${stderr}cli: the sources do not compile\n`);
    process.exit(1);
  }
}

/** When a source of the scripts, or of a package they use, was last changed; milliseconds since the epoch. */
function newestSource() {
  return Math.max(...['scripts', 'packages', 'prisma/src'].map((folder) => newestIn(join(root, folder))));
}

function newestIn(folder) {
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NO_SOURCE.has(entry.name) ? 0 : newestIn(path);
    return entry.name.endsWith('.ts') ? timeOf(path) : 0;
  });
  return Math.max(0, ...times);
}

function timeOf(path) {
  return existsSync(path) ? statSync(path).mtimeMs : 0;
}
