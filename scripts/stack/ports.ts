import { createServer } from 'node:net';
import { freePorts } from '@sunbeon/embedded';
import { hasCode, reasonOf } from './error-words.ts';
import type { StackPorts } from './record.ts';
import type { StackSettings } from './settings.ts';
import { StackError } from './stack-error.ts';

const INTERNAL = ['api', 'smpp', 'workerOps', 'notifierOps', 'postgres', 'redis'] as const;

/** The ports of a stack: public ones as asked and free, internal ones those of last time if they are still free. Throws {@link StackError}. */
export async function choosePorts(settings: StackSettings, last: StackPorts | null): Promise<StackPorts> {
  const internal = last && (await allFree(INTERNAL.map((name) => last[name]))) ? last : null;
  const [gate = 0, staff = 0, sandbox = 0, api = 0, smpp = 0, workerOps = 0, notifierOps = 0, postgres = 0, redis = 0] =
    await freePorts(9);
  return {
    ...(internal ?? { api, smpp, workerOps, notifierOps, postgres, redis }),
    gate: await publicPort('GATE_PORT', settings.gatePort, gate),
    staff: await publicPort('STAFF_PORT', settings.staffPort, staff),
    sandbox: await publicPort('SANDBOX_PORT', settings.sandboxPort, sandbox),
  };
}

async function publicPort(variable: string, asked: number, free: number): Promise<number> {
  if (asked === 0) return free;
  const trouble = await troubleListening(asked);
  if (trouble === null) return asked;
  throw new StackError(
    hasCode(trouble, 'EADDRINUSE')
      ? `port ${asked} is in use: end what listens there, or set ${variable} to another port`
      : `cannot listen on port ${asked} (${reasonOf(trouble)}): set ${variable} to another port`,
  );
}

async function allFree(ports: readonly number[]): Promise<boolean> {
  const troubles = await Promise.all(ports.map(troubleListening));
  return troubles.every((trouble) => trouble === null);
}

function troubleListening(port: number): Promise<Error | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(null)));
  });
}
