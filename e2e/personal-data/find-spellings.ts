import type { Spelling } from './spellings.ts';

/** A place where something was recorded, and what. */
export interface Source {
  readonly where: string;
  readonly content: Buffer;
}

/** What looks like base64 of anything worth reading: tokens, sealed contacts, packed jobs. */
const BASE64_RUN = /[\w+/-]{16,}/g;
/** Tokens carry sealed contacts, which have headers of their own. */
const MAX_DEPTH = 3;
const CONTEXT_BYTES = 40;

/** Where and how any of the spellings stands, outside or inside base64 inside base64; empty when nowhere. */
export function findSpellings(sources: Iterable<Source>, spellings: readonly Spelling[]): string[] {
  const found: string[] = [];
  for (const source of sources) {
    for (const layer of layersOf(source.content, MAX_DEPTH)) {
      for (const { how, bytes } of spellings) {
        const at = layer.indexOf(bytes);
        if (at !== -1) found.push(`${source.where}: ${how}: …${around(layer, at, bytes.length)}…`);
      }
    }
  }
  return found;
}

/** The bytes themselves, and what can be unpacked from them. */
function* layersOf(content: Buffer, depth: number): Generator<Buffer> {
  yield content;
  if (depth === 0) return;
  const unpacked = [...content.toString('latin1').matchAll(BASE64_RUN)].map(([run]) => Buffer.from(run, 'base64'));
  if (unpacked.length > 0)
    yield* layersOf(Buffer.concat(unpacked.flatMap((bytes) => [bytes, Buffer.from('\n')])), depth - 1);
}

function around(layer: Buffer, at: number, length: number): string {
  return layer.subarray(Math.max(0, at - CONTEXT_BYTES), at + length + CONTEXT_BYTES).toString('latin1');
}
