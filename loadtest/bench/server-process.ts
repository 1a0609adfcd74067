import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '@sunbeon/embedded';
import { repositoryRoot } from '@sunbeon/scripts';

const READY_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 15_000;

/** A server under test: a process of its own, so that it has a core of its own. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string;
  readonly pid: number;
}

const BASELINE = fileURLToPath(new URL('baseline/main.js', import.meta.url));
const EMPTY_QUEUE = fileURLToPath(new URL('baseline/empty-queue/main.js', import.meta.url));
const EXCHANGE = fileURLToPath(new URL('baseline/exchange/main.js', import.meta.url));
const PROVIDER = fileURLToPath(new URL('baseline/provider/main.js', import.meta.url));
const API = resolve(repositoryRoot, 'apps/api/dist/main.js');
const GATE = resolve(repositoryRoot, 'apps/gate/dist/main.js');
const WORKER = resolve(repositoryRoot, 'apps/worker/dist/main.js');
const NOTIFIER = resolve(repositoryRoot, 'apps/notifier/dist/main.js');
const SANDBOX = resolve(repositoryRoot, 'apps/sandbox/dist/main.js');

/** An answer as bare `node:http` writes it. */
export interface FixedAnswer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: string;
}

/** Bare `node:http` that always gives one answer, after one `INCR` when it is given a Redis. */
export function startBaseline(answer: FixedAnswer, redisUrl?: string): Promise<ServerProcess> {
  return start(BASELINE, (port) => ({
    BASELINE_PORT: String(port),
    BASELINE_ANSWER: JSON.stringify(answer),
    ...(redisUrl === undefined ? {} : { BASELINE_REDIS_URL: redisUrl }),
  }));
}

/** Bare `node:http` that asks `tokenUrl` for tokens before each answer. */
export function startExchange(tokenUrl: string): Promise<ServerProcess> {
  return start(EXCHANGE, (port) => ({ BASELINE_PORT: String(port), BASELINE_TOKEN_URL: tokenUrl }));
}

/** An OpenID provider that costs next to nothing and publishes this key. */
export function startProvider(publicKey: string): Promise<ServerProcess> {
  return start(PROVIDER, (port) => ({ PROVIDER_PORT: String(port), PROVIDER_KEY: publicKey }));
}

/** The gate as it is deployed, in front of nothing but Redis unless it is given the URL of an api. */
export function startGate(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(GATE, (port) => ({
    LOG_LEVEL: 'warn',
    API_URL: 'http://127.0.0.1:9',
    ...env,
    NODE_ENV: 'development',
    GATE_PORT: String(port),
    PUBLIC_ORIGINS: `http://127.0.0.1:${port}`,
  }));
}

/** An api as it is deployed; the URL is that of the staff's door. */
export function startApi(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(API, (port) => ({
    API_PORT: '0',
    ...env,
    NODE_ENV: 'development',
    LOG_LEVEL: 'error',
    STAFF_PORT: String(port),
  }));
}

/** An api that opens the citizens' door alone; the URL is that of this door. */
export function startCitizenDoor(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(API, (port) => ({
    ...env,
    NODE_ENV: 'development',
    LOG_LEVEL: 'error',
    API_DOORS: 'citizen',
    API_PORT: String(port),
  }));
}

/** A worker as it is deployed. */
export function startWorker(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(WORKER, (port) => ({ ...env, NODE_ENV: 'development', LOG_LEVEL: 'error', OPS_PORT: String(port) }));
}

/** A notifier as it is deployed. */
export function startNotifier(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(NOTIFIER, (port) => ({ ...env, NODE_ENV: 'development', LOG_LEVEL: 'error', OPS_PORT: String(port) }));
}

/** The carrier of the sandbox; its web port is the one of the URL. */
export function startSandbox(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(SANDBOX, (port) => ({
    ...env,
    NODE_ENV: 'development',
    LOG_LEVEL: 'error',
    SANDBOX_PORT: String(port),
  }));
}

/** BullMQ's own worker with nothing to do. */
export function startEmptyQueue(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  return start(EMPTY_QUEUE, () => env);
}

async function start(program: string, envOn: (port: number) => Record<string, string>): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env['PATH'] ?? '', ...envOn(port) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const ready = once(child, 'message', { signal: AbortSignal.timeout(READY_LIMIT_MS) });
  await Promise.race([ready, exited.then(() => Promise.reject(new Error(`${program} did not start`)))]);
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const late = delay(STOP_LIMIT_MS, 'late', { ref: false });
      if ((await Promise.race([exited, late])) === 'late') child.kill('SIGKILL');
    },
  };
}
