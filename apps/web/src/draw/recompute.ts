import { DRAW_ENTRY_BYTES, type DrawDocument, drawEntryText, drawListText } from '@sunbeon/core';

/** So many scores are computed at a time. */
const AT_ONCE = 2_000;

/** What the public data of a draw come to; `null` for what they do not say yet. */
export interface Recomputed {
  /** The seed is the one that was committed to. */
  readonly isCommitted: boolean | null;
  /** The list is the one that was bound at the draw. */
  readonly isBoundList: boolean | null;
  /** Everybody in the list stands where the seed puts them. */
  readonly isOrdered: boolean | null;
  /** Of the entry asked about: 1 more than there are smaller scores; `null` when it is not in the list. */
  readonly number: number | null;
}

/** A person's entry, from the person key in their ticket. */
export async function entryOf(windowId: string, personKey: string): Promise<string> {
  const digest = await sha256(encoded(drawEntryText(windowId, personKey)));
  return base64url(digest.subarray(0, DRAW_ENTRY_BYTES));
}

/** Recomputes a draw from its public data alone, by the browser's own cryptography. */
export async function recompute(document: DrawDocument, entry: string): Promise<Recomputed> {
  const { commitment, seed, entries, entriesDigest } = document;
  if (seed === null) return { isCommitted: null, isBoundList: null, isOrdered: null, number: null };
  const isCommitted = hex(await sha256(bytesOf(seed))) === commitment;
  if (entries === null) return { isCommitted, isBoundList: null, isOrdered: null, number: null };
  const isBoundList = hex(await sha256(encoded(drawListText(entries)))) === entriesDigest;
  const scores = await scoresOf(seed, entries);
  const isOrdered = scores.every((score, index) => index === 0 || score > (scores[index - 1] ?? ''));
  const own = scores[entries.indexOf(entry)];
  const number = own === undefined ? null : 1 + scores.filter((score) => score < own).length;
  return { isCommitted, isBoundList, isOrdered, number };
}

async function scoresOf(seed: string, entries: readonly string[]): Promise<string[]> {
  const key = await crypto.subtle.importKey('raw', bytesOf(seed), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const scores: string[] = [];
  for (let from = 0; from < entries.length; from += AT_ONCE) {
    const signing = entries.slice(from, from + AT_ONCE).map((entry) => crypto.subtle.sign('HMAC', key, encoded(entry)));
    for (const score of await Promise.all(signing)) scores.push(hex(new Uint8Array(score)));
  }
  return scores;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
