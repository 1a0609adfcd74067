import { fileURLToPath } from 'node:url';
import { aProcess, type ServiceProcess } from './a-process.ts';

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
export interface SandboxProcess extends ServiceProcess {
  readonly smppPort: number;
  readonly smppUrl: string;
  inbox(limit?: number): Promise<InboxMessage[]>;
  stats(): Promise<Record<string, number>>;
  /** Makes the carrier slow, failing, or well again. */
  behave(change: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Starts the sandbox on free ports, or with its carrier on the port it had before. */
export async function aSandbox(env: Readonly<Record<string, string>> = {}): Promise<SandboxProcess> {
  const process = await aProcess(
    MAIN,
    {
      SANDBOX_PORT: '0',
      SANDBOX_SMPP_PORT: '0',
      SANDBOX_SMPP_PASSWORD: PASSWORD,
      SANDBOX_CLIENT_SECRET: 'not needed here',
      SANDBOX_SMS_DELAY_MS: '20',
      ...env,
    },
    'smppPort',
  );
  const { port, smppPort } = process.started;
  const origin = `http://127.0.0.1:${Number(port)}`;
  const get = async (path: string) => (await fetch(`${origin}${path}`)).json();
  return {
    ...process,
    smppPort: Number(smppPort),
    smppUrl: `smpp://sunbeon:${PASSWORD}@127.0.0.1:${Number(smppPort)}?query=reference`,
    inbox: async (limit = 1_000) => (await get(`/inbox.json?limit=${limit}`)).messages,
    stats: () => get('/inbox/stats.json'),
    behave: async (change) => {
      const init = { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify(change) };
      const { ok, status } = await fetch(`${origin}/carrier.json`, init);
      if (!ok) throw new Error(`the sandbox answered ${status}`);
    },
  };
}

/** The carrier works well again, and quickly. */
export const WELL = { refuseWith: null, loses: false, responseDelayMs: 0, deliveryDelayMs: 20 };
