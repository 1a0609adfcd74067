import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type TestRedis, testKeys } from '@sunbeon/test-kit';

const program = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** A gate as it is deployed: a program of its own, which says `ready` when its door is open. */
export function startGate(redis: TestRedis, port: number, env: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, ['--conditions=source', '--import', 'tsx', program], {
    env: {
      PATH: process.env['PATH'] ?? '',
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      GATE_PORT: String(port),
      STOP_LINGER_SECONDS: '3',
      REDIS_URL: redis.url,
      REDIS_PREFIX: redis.prefix,
      API_URL: 'http://127.0.0.1:9',
      PUBLIC_ORIGINS: `http://127.0.0.1:${port}`,
      ...testKeys(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
}
