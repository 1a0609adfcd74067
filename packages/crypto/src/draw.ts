import { createHash, createHmac, hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DRAW_ENTRY_BYTES, drawEntryText, drawListText } from '@sunbeon/core';

/** Someone in a draw. */
export interface Drawn {
  readonly personKey: string;
  readonly entry: string;
}

/** So many people are scored before the process may do something else: a few milliseconds. */
const SCORED_AT_ONCE = 1_000;

/** What is published of a seed before it is used: its SHA-256 in hex. */
export function commitmentTo(seed: Uint8Array): string {
  return createHash('sha256').update(seed).digest('hex');
}

/** A person's public pseudonym in the draw of one window; nothing leads back from it to the person key. */
export function drawEntryOf(windowId: string, personKey: string): string {
  // In one call, and as text on the way: three times as fast as a hash object, and a draw makes one for everybody.
  const digest = hash('sha256', drawEntryText(windowId, personKey), 'hex');
  return Buffer.from(digest.slice(0, 2 * DRAW_ENTRY_BYTES), 'hex').toString('base64url');
}

/** What an entry is ordered by, in hex; smaller comes first. Who knows the seed and the entry knows it, and nobody else. */
export function drawScoreOf(seed: Uint8Array, entry: string): string {
  return createHmac('sha256', seed).update(entry).digest('hex');
}

/**
 * Everybody in order of their numbers, the first has number 1. The order depends on the seed and on who is there: not on
 * when they came, how often, or in which order they are handed in. Yields to other work, so that a large lobby does not
 * stop the process.
 */
export async function drawOrder(seed: Uint8Array, windowId: string, personKeys: Iterable<string>): Promise<Drawn[]> {
  const scored: { readonly drawn: Drawn; readonly score: string }[] = [];
  for (const personKey of new Set(personKeys)) {
    const entry = drawEntryOf(windowId, personKey);
    scored.push({ drawn: { personKey, entry }, score: drawScoreOf(seed, entry) });
    if (scored.length % SCORED_AT_ONCE === 0) await nextTurn();
  }
  return scored.toSorted((a, b) => compare(a.score, b.score)).map(({ drawn }) => drawn);
}

/** Binds a list of entries, in order of their numbers, before it is public: SHA-256 in hex. */
export function entriesDigestOf(entries: readonly string[]): string {
  return createHash('sha256').update(drawListText(entries)).digest('hex');
}

/** Whether the seed (hex) is the one that was committed to. */
export function isCommittedSeed(commitment: string, seed: string): boolean {
  return commitmentTo(Buffer.from(seed, 'hex')) === commitment;
}

/** Whether the entries stand in the order the seed (hex) gives them, each once. */
export function isDrawnOrder(seed: string, entries: readonly string[]): boolean {
  const key = Buffer.from(seed, 'hex');
  let last = '';
  for (const entry of entries) {
    const score = drawScoreOf(key, entry);
    if (score <= last) return false;
    last = score;
  }
  return true;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
