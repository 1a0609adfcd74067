import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { type Chronicle, chronicleSchema } from './chronicle.ts';

/** Lines that are made at once: the text of a whole night is longer than a string should be. */
const LINES_AT_ONCE = 1_000;

/** Writes one JSON line a person. */
export async function writeChronicles(path: string, chronicles: readonly Chronicle[]): Promise<void> {
  await pipeline(linesOf(chronicles), createWriteStream(path));
}

/** Reads what {@link writeChronicles} wrote. */
export async function readChronicles(path: string): Promise<Chronicle[]> {
  const chronicles: Chronicle[] = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    chronicles.push(chronicleSchema.parse(JSON.parse(line)));
  }
  return chronicles;
}

function* linesOf(chronicles: readonly Chronicle[]): Generator<string> {
  for (let from = 0; from < chronicles.length; from += LINES_AT_ONCE) {
    const lines = chronicles.slice(from, from + LINES_AT_ONCE).map((chronicle) => `${JSON.stringify(chronicle)}\n`);
    yield lines.join('');
  }
}
