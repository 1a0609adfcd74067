import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Smsc } from '@sunbeon/test-kit';

/** A PDU as the other side decoded it: each field as the hex of its bytes or of its digits. */
type DecodedPdu = Readonly<Record<string, string>>;

/** `smsc.pl`, running. It gives every message the id 123456789 and sends no receipts. */
export interface SmscProcess extends AsyncDisposable {
  readonly port: number;
  /** What it has received, in order. */
  readonly received: readonly DecodedPdu[];
}

/** Its script says where it listens; it is told our port, and to print the PDUs it reads. The rest is as it came. */
export async function anSmsc({ script, libraries }: Smsc): Promise<SmscProcess> {
  const port = await aFreePort();
  const folder = await mkdtemp(join(tmpdir(), 'sunbeon-smsc-'));
  const original = await readFile(script, 'utf8');
  const changed = original
    .replace('$port = 9900;', `$port = ${port};`)
    .replace(`$host = 'localhost';`, `$host = '127.0.0.1';`)
    .replace(
      'warn Dumper($pdu) if $trace;',
      `warn 'PDU ' . join(' ', map { $_ . '=' . unpack('H*', $pdu->{$_} // '') } sort keys %$pdu) . "\\n";`,
    );
  const file = join(folder, 'smsc.pl');
  await writeFile(file, changed);
  const child = spawn('/usr/bin/perl', [`-I${libraries}`, file, '3'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const received: DecodedPdu[] = [];
  const listening = new Promise<void>((resolve, reject) => {
    createInterface(child.stderr).on('line', (line) => {
      if (line.includes('Entering accept loop')) resolve();
      if (line.startsWith('PDU ')) received.push(Object.fromEntries(line.slice(4).split(' ').map(fieldOf)));
    });
    child.once('exit', (code) => reject(new Error(`smsc.pl ended with ${code}`)));
  });
  await listening;
  return {
    port,
    received,
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function fieldOf(pair: string): [string, string] {
  const [name = '', hex = ''] = pair.split('=');
  return [name, hex];
}

async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new TypeError('not a TCP port');
  return address.port;
}
