#!/usr/bin/env node
// What `docker build` would do, without Docker: runs the RUN lines of the Dockerfile's stage `build` on a copy of what is
// committed, puts each image together as its stage says, and starts its program with nothing set. It has to end
// by naming the variables it lacks. `node deploy/rehearse-images.mjs [FOLDER]`; the folder is kept, a temporary one is not.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder] = process.argv.slice(2);
const work = folder ?? mkdtempSync(join(tmpdir(), 'sunbeon-images-'));
const src = join(work, 'src');
const parts = join(work, 'parts');

/** Stages of the Dockerfile by name, each a list of [instruction, rest]. */
const stages = new Map(
  readFileSync(join(root, 'Dockerfile'), 'utf8')
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split(/^(?=FROM )/m)
    .flatMap((text) => {
      const [from = '', ...lines] = text.trim().split('\n');
      const name = / AS (\w+)$/.exec(from)?.[1];
      return name === undefined ? [] : [[name, lines.filter(Boolean).map((line) => line.split(/ (.*)/s))]];
    }),
);

function run(command, cwd) {
  const startedAtMs = performance.now();
  const { status, stderr, stdout } = spawnSync('sh', ['-ec', command], { cwd, encoding: 'utf8' });
  const seconds = ((performance.now() - startedAtMs) / 1_000).toFixed(1);
  process.stdout.write(`${status === 0 ? '✓' : '✗'} ${seconds.padStart(6)} s  ${command.slice(0, 100)}\n`);
  if (status !== 0) throw new Error(`${stdout}${stderr}`.slice(-4_000));
}

/** The context of the build: what is committed, without what .dockerignore names at the root. */
function copyContext() {
  mkdirSync(src, { recursive: true });
  run(`git -C '${root}' archive HEAD | tar -x -C '${src}'`, work);
  const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').split('\n');
  for (const line of ignored) if (/^[\w-]+$/.test(line)) rmSync(join(src, line), { recursive: true, force: true });
}

function build() {
  for (const [instruction, command] of stages.get('build') ?? []) {
    // The package manager that is here has to be the one that is named; elsewhere it would be put on the whole machine.
    if (instruction !== 'RUN' || command.startsWith('npm install --global')) continue;
    run(command.replaceAll(/(?<![\w.])\/parts\b/g, parts), src);
  }
}

/** Puts an image together and starts it with nothing but what the image says. */
function start(part) {
  const image = join(work, 'images', part);
  const app = join(image, 'app');
  for (const [instruction, rest] of stages.get(part) ?? []) {
    const [, from, to] = /^--from=build (\S+) (\S+)$/.exec(rest) ?? [];
    if (instruction !== 'COPY' || from === undefined) continue;
    const source = from.startsWith('/parts') ? join(work, from) : join(work, from.replace(/^\/src/, 'src'));
    cpSync(source, to === './' ? app : join(image, to), { recursive: true, verbatimSymlinks: true });
  }
  const env = { PATH: process.env.PATH, NODE_ENV: 'production', HOST: '0.0.0.0' };
  const { status, stderr } = spawnSync(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    cwd: app,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  const missing = stderr.match(/\b[A-Z]+(?:_[A-Z]+)+(?=:)/g) ?? [];
  const isWell = status !== null && status > 0 && missing.length > 0;
  process.stdout.write(`${isWell ? '✓' : '✗'} ${part} asks for ${missing.join(', ') || stderr.slice(-2_000)}\n`);
  if (!isWell) process.exitCode = 1;
}

try {
  copyContext();
  build();
  for (const part of stages.keys()) if (part !== 'build' && part !== 'runtime') start(part);
} finally {
  if (folder === undefined) rmSync(work, { recursive: true, force: true });
}
