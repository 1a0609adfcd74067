import { execFile } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@sunbeon/scripts';
import pg from 'pg';
import type { BookingGround } from './booking-ground.ts';

const run = promisify(execFile);

const SCRIPT = join(repositoryRoot, 'loadtest/one-by-one.sql');
const CONNECTIONS = 8;

/** How many were booked one by one, and what asked for it. */
export interface OneByOne {
  readonly perSecond: number;
  readonly tool: 'pgbench' | 'node';
}

/** Books in a transaction each for so long: by pgbench where there is one, else by the same statements from here. */
export async function oneByOne(ground: BookingGround, seconds: number): Promise<OneByOne> {
  try {
    return { perSecond: await byPgbench(ground, seconds), tool: 'pgbench' };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    return { perSecond: await byNode(ground, seconds), tool: 'node' };
  }
}

async function byPgbench({ url, slots }: BookingGround, seconds: number): Promise<number> {
  const range = ['-D', `first=${slots[0]}`, '-D', `last=${slots.at(-1)}`];
  const flags = ['-n', '-M', 'prepared', '-c', String(CONNECTIONS), '-j', '2', '-T', String(seconds)];
  const { stdout } = await run('pgbench', [...flags, ...range, '-f', SCRIPT, url]);
  const failed = /failed transactions: (\d+)/.exec(stdout)?.[1] ?? '0';
  const [, perSecond] = /^tps = ([\d.]+)/m.exec(stdout) ?? [];
  if (perSecond === undefined || failed !== '0') throw new Error(`pgbench: ${stdout}`);
  return Number(perSecond);
}

async function byNode({ url, slots }: BookingGround, seconds: number): Promise<number> {
  const statements = await statementsOf(SCRIPT);
  const startedAt = performance.now();
  const endsAt = startedAt + seconds * 1_000;
  const counts = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      let booked = 0;
      for (; performance.now() < endsAt; booked += 1) {
        const values = { slot: slots[randomInt(slots.length)] ?? '', request: String(randomInt(1, 2 ** 47)) };
        for (const { variables, ...statement } of statements) {
          await client.query({ ...statement, values: variables.map((name) => values[name]) });
        }
      }
      await client.end();
      return booked;
    }),
  );
  return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - startedAt)) * 1_000;
}

interface Statement {
  readonly name: string;
  readonly text: string;
  readonly variables: readonly ('slot' | 'request')[];
}

/** The statements of a pgbench script, each variable a parameter; a line is a statement. */
async function statementsOf(script: string): Promise<Statement[]> {
  const lines = (await readFile(script, 'utf8')).split('\n').filter((line) => /^[A-Z]/.test(line));
  return lines.map((line, index) => {
    const variables: ('slot' | 'request')[] = [];
    const text = line.replaceAll(/(?<!:):(?:slot|request)\b/g, (name) => {
      variables.push(name === ':slot' ? 'slot' : 'request');
      return `$${variables.length}`;
    });
    return { name: `statement-${index}`, text, variables };
  });
}
