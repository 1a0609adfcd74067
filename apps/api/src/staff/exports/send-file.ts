import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** A reader who takes nothing for so long is gone. */
const PATIENCE_MS = 30_000;
/** Longest an export may take in all. */
const LONGEST_MS = 3_600_000;

/**
 * Writes texts as fast as their reader takes them, and ends; holds two of them at most. Resolves once the last one is
 * handed over.
 * @param patienceMs how long the reader may take nothing
 * @throws {Error} when the reader is gone, takes nothing for too long, or has not finished within an hour; the stream is
 * destroyed then
 */
export async function sendTexts(to: Writable, texts: AsyncIterable<string>, patienceMs = PATIENCE_MS): Promise<void> {
  const gone = new AbortController();
  const longest = setTimeout(() => gone.abort(), LONGEST_MS).unref();
  let waiting: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(waiting);
    // Rows that are being read when the reader goes still come here afterwards.
    waiting = setTimeout(() => gone.abort(), patienceMs).unref();
  };
  const watched = async function* () {
    for await (const text of texts) {
      wait();
      yield text;
    }
    wait();
  };
  try {
    await pipeline(Readable.from(watched(), { highWaterMark: 1 }), to, { signal: gone.signal });
  } finally {
    clearTimeout(longest);
    clearTimeout(waiting);
  }
}
