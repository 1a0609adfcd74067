import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A service of ours in a process of its own: what is read from its log once it runs. */
export interface ServiceProcess extends AsyncDisposable {
  readonly started: Readonly<Record<string, unknown>>;
  /** Ends it, politely or not; resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Freezes or wakes it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts `main` and resolves with the first entry of its log that holds `key`. */
export async function aProcess(
  main: string,
  env: Readonly<Record<string, string>>,
  key: string,
): Promise<ServiceProcess> {
  const child = fork(main, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'info', ...env },
  });
  const started = await entryWith(child, key);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    started,
    end,
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}

async function entryWith(child: ChildProcess, key: string): Promise<Record<string, unknown>> {
  if (!child.stdout) throw new TypeError('no standard output');
  for await (const line of createInterface(child.stdout)) {
    const entry: unknown = JSON.parse(line);
    if (typeof entry === 'object' && entry !== null && key in entry) {
      child.stdout.resume();
      return { ...entry };
    }
  }
  throw new Error('it did not start');
}
