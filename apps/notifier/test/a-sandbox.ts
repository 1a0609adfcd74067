import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../sandbox/src/main.ts', import.meta.url));
const PASSWORD = 'password';

interface InboxMessage {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly parts: number;
  readonly deliveredAt: string | null;
}

/** The sandbox in a process of its own, as the outside world is. */
export interface SandboxProcess extends AsyncDisposable {
  readonly smppPort: number;
  readonly smppUrl: string;
  inbox(limit?: number): Promise<InboxMessage[]>;
  stats(): Promise<Record<string, number>>;
  /** Makes the carrier slow, failing, or well again. */
  behave(change: Readonly<Record<string, unknown>>): Promise<void>;
  /** Ends it, politely or not; resolves when it is gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
  /** Freezes or wakes it. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
}

/** Starts the sandbox on free ports, or with its carrier on the port it had before. */
export async function aSandbox(env: Readonly<Record<string, string>> = {}): Promise<SandboxProcess> {
  const child = fork(MAIN, {
    execArgv: ['--conditions=source', '--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      SANDBOX_PORT: '0',
      SANDBOX_SMPP_PORT: '0',
      SANDBOX_SMPP_PASSWORD: PASSWORD,
      SANDBOX_CLIENT_SECRET: 'not needed here',
      SANDBOX_SMS_DELAY_MS: '20',
      ...env,
    },
  });
  const { port, smppPort } = await addressOf(child);
  const get = async (path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).json();
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  };
  return {
    smppPort,
    smppUrl: `smpp://sunbeon:${PASSWORD}@127.0.0.1:${smppPort}?query=reference`,
    inbox: async (limit = 1_000) => (await get(`/inbox.json?limit=${limit}`)).messages,
    stats: () => get('/inbox/stats.json'),
    behave: async (change) => {
      const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) };
      const { ok, status } = await fetch(`http://127.0.0.1:${port}/carrier.json`, init);
      if (!ok) throw new Error(`the sandbox answered ${status}`);
    },
    end,
    signal: (signal) => void child.kill(signal),
    [Symbol.asyncDispose]: () => end('SIGKILL'),
  };
}

async function addressOf(child: ChildProcess): Promise<{ port: number; smppPort: number }> {
  if (!child.stdout) throw new TypeError('no standard output');
  for await (const line of createInterface(child.stdout)) {
    const entry = JSON.parse(line);
    if (typeof entry.smppPort === 'number') {
      child.stdout.resume();
      return entry;
    }
  }
  throw new Error('the sandbox did not start');
}
