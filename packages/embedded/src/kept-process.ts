import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** A database server that runs for as long as it is wanted. */
export interface EmbeddedServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Resolves when the server has ended, asked or not. */
  readonly exited: Promise<void>;
  /** Ends it in good order; resolves when it is gone. */
  readonly stop: () => Promise<void>;
}

/** The account a process runs as; both absent: ours. */
export interface Account {
  readonly uid?: number;
  readonly gid?: number;
}

interface Command extends Account {
  readonly command: string;
  readonly args: readonly string[];
  /** The signal that ends it in good order. */
  readonly stopSignal: 'INT' | 'TERM';
  readonly logFile: string;
  /** Default: the root of the file system. */
  readonly cwd?: string;
}

/** A process that ends when this one does. */
export interface KeptProcess {
  readonly pid: number;
  readonly exited: Promise<void>;
  readonly hasExited: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Longest a database may take to end in good order before it is killed. */
const STOP_LIMIT_MS = 20_000;

/**
 * A shell that holds the server: it tells the server's pid on descriptor 3 and ends the server when its own input ends,
 * which the system makes happen when we die, however we die.
 */
const KEEPER = `
exec 4<&0 </dev/null
"$@" 3>&- 4<&- &
server=$!
echo "$server" >&3
exec 3>&-
{ read -r _ <&4; kill -s "$0" "$server"; } 2>/dev/null &
watch=$!
wait "$server"
code=$?
kill "$watch" 2>/dev/null
exit "$code"
`;

/** Starts a command that ends when this process does; its output is appended to `logFile`. */
export async function keepProcess(command: Command): Promise<KeptProcess> {
  const log = openSync(command.logFile, 'a', 0o600);
  const { uid, gid } = command;
  const keeper = spawn('/bin/sh', ['-c', KEEPER, command.stopSignal, command.command, ...command.args], {
    cwd: command.cwd ?? '/',
    // A session of its own: Ctrl-C in the terminal must reach the launcher alone, which stops things in order.
    detached: true,
    stdio: ['pipe', log, log, 'pipe'],
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  closeSync(log);
  let gone = false;
  const exited = new Promise<void>((resolve, reject) => {
    keeper.once('error', reject);
    keeper.once('exit', () => {
      gone = true;
      resolve();
    });
  });
  keeper.stdin?.on('error', () => {
    // The keeper went first; `exited` tells.
  });
  const pid = await serverPid(keeper, exited);
  return { pid, exited, hasExited: () => gone, stop: () => stop(keeper, pid, exited) };
}

async function serverPid(keeper: ChildProcess, exited: Promise<void>): Promise<number> {
  const line = new Promise<string>((resolve) => {
    keeper.stdio[3]?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
  });
  const text = await Promise.race([line, exited.then(() => '')]);
  return Number(text.trim());
}

async function stop(keeper: ChildProcess, pid: number, exited: Promise<void>): Promise<void> {
  const kill = setTimeout(() => signal(pid, 'SIGKILL'), STOP_LIMIT_MS);
  keeper.stdin?.end();
  await exited;
  clearTimeout(kill);
}

/** True when a process of this id exists, ours or another's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && 'code' in error && error.code === 'EPERM';
  }
}

/** Sends a signal; a process that is gone already is fine. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

const LAST_LINES = 3;

/** The end of a log file in one line, for an error message. */
export async function endOfLog(logFile: string): Promise<string> {
  const text = await readFile(logFile, 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-LAST_LINES).join(' | ');
}
