#!/usr/bin/env node
// From a fresh clone to a running stack or a test run, with Node and npm and nothing else.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const cache = join(root, '.cache');
const OLDEST_NODE = [20, 19];

class BootstrapError extends Error {}

const targets = {
  start: async (args) => {
    await prepare();
    process.argv = [process.argv[0], join(root, 'scripts', 'dist', 'stack', 'main.js'), ...args];
    await import('./dist/stack/main.js');
  },
  dev: (args) => targets.start(['--dev', ...args]),
  test: async (args) => {
    await prepare();
    await step('fetching what the tests need', [process.execPath, 'packages/test-kit/dist/fetch-needs.js']);
    // What was just compiled starts in a fifth of the time that the source takes.
    process.env.SERVICES_FROM = 'build';
    process.exitCode = await run([process.execPath, ...jestFlags, ...args], { visible: true });
  },
  run: async ([program, ...args]) => {
    await prepare();
    process.exitCode = await run([process.execPath, '--enable-source-maps', resolve(root, program), ...args], {
      visible: true,
    });
  },
};

const jestFlags = [
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
  join(root, 'node_modules', 'jest', 'bin', 'jest.js'),
];

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const [oldestMajor, oldestMinor] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new BootstrapError(
    `Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.versions.node}: install it from https://nodejs.org`,
  );
}

/** Installs, compiles and builds the pages, each only when something changed since the last time. */
async function prepare() {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await whenChanged('install', [...manifests(), process.execPath], ['node_modules/.modules.yaml'], () =>
    step('installing packages', ['npx', '-y', packageManager, 'install', '--frozen-lockfile']),
  );
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const sources = ['apps', 'packages', 'prisma', 'scripts', 'loadtest', 'e2e'].flatMap((folder) => filesIn(folder));
  await whenChanged('compile', [...sources, 'tsconfig.json', 'tsconfig.base.json'], ['scripts/dist/index.js'], () =>
    step('compiling', [process.execPath, tsc, '-b']),
  );
  await build('pages', 'apps/web');
  await build('console', 'apps/console');
}

async function build(name, folder) {
  const sources = [...filesIn(folder), ...filesIn('packages/core/src'), ...filesIn('packages/page-build/src')];
  const vite = join(root, folder, 'node_modules/vite/bin/vite.js');
  await whenChanged(name, sources, [`${folder}/dist/index.html`], () =>
    step(`building the ${name}`, [process.execPath, vite, 'build'], folder),
  );
}

function manifests() {
  const folders = ['apps', 'packages'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  const packages = ['.', ...folders, 'prisma', 'scripts', 'loadtest', 'e2e', 'deploy'].map((folder) =>
    join(folder, 'package.json'),
  );
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', ...packages];
}

const SOURCE = /\.(?:ts|tsx|json|css|html|lua|sql|svg)$/;
const NO_SOURCE = new Set(['node_modules', 'dist', 'test']);

function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NO_SOURCE.has(entry.name) ? [] : filesIn(path);
    return SOURCE.test(entry.name) ? [path] : [];
  });
}

/** Runs `work` unless the inputs are as they were after it last succeeded and its results are there. */
async function whenChanged(name, inputs, results, work) {
  const stamp = join(cache, `${name}.stamp`);
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = resolve(root, input);
    if (!existsSync(path)) continue;
    const isSmall = path.startsWith(root);
    hash.update(`${input}\0`).update(isSmall ? readFileSync(path) : String(statSync(path).mtimeMs));
  }
  const state = hash.digest('hex');
  const unchanged = existsSync(stamp) && readFileSync(stamp, 'utf8') === state;
  if (unchanged && results.every((result) => existsSync(join(root, result)))) return;
  await work();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stamp, state);
}

/** One line with its seconds; the command's own words only when it fails. */
async function step(name, command, folder = '.') {
  const startedAt = performance.now();
  const code = await run(command, { folder });
  if (code !== 0) throw new BootstrapError(`${name} failed: see above`);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  process.stdout.write(`${name.padEnd(30)}${seconds.padStart(6)} s\n`);
}

function run([command, ...args], { folder = '.', visible = false }) {
  const child = spawn(command, args, {
    cwd: join(root, folder),
    stdio: visible ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  const listen = (chunk) => {
    words += chunk;
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  // Ctrl-C reaches the child too.
  process.on('SIGINT', waitOn);
  const passOn = () => child.kill('SIGTERM');
  process.on('SIGTERM', passOn);
  return new Promise((settle) => {
    child.once('error', (error) => {
      words += `${error.message}\n`;
      settle(127);
    });
    child.once('close', settle);
  }).then((code) => {
    process.off('SIGINT', waitOn);
    process.off('SIGTERM', passOn);
    if (code !== 0) process.stderr.write(words);
    return code ?? 1;
  });
}

function waitOn() {
  // The child ends first.
}

try {
  const [target, ...args] = process.argv.slice(2);
  checkNode();
  if (!Object.hasOwn(targets, target)) throw new BootstrapError(`say one of: ${Object.keys(targets).join(', ')}`);
  await targets[target](args);
} catch (error) {
  if (!(error instanceof BootstrapError)) throw error;
  process.stderr.write(`sunbeon: ${error.message}\n`);
  process.exitCode = 1;
}
