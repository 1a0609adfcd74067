import { createHash, createHmac, type KeyObject } from 'node:crypto';

/** 128 bits are kept of every digest: 22 characters of base64url. */
const KEPT_BYTES = 16;

/** The keyed pseudonym of a person, from the CI (연계정보) their identity provider vouches for: 22 characters, the same for ever. */
export function personKeyOf(secret: Uint8Array | KeyObject, ci: string): string {
  return createHmac('sha256', secret).update(ci).digest().subarray(0, KEPT_BYTES).toString('base64url');
}

/** A keyed digest by which equal texts (a phone number) are recognised without being kept; unlike every person key. */
export function blindIndexOf(secret: Uint8Array | KeyObject, text: string): string {
  return personKeyOf(secret, `blind index\u0000${text}`);
}

/** The id of a booking request: the same person, window and idempotency key always make the same one. */
export function requestIdOf(personKey: string, windowId: string, idempotencyKey: string): string {
  return `r-${digestOf([personKey, windowId, idempotencyKey])}`;
}

/** 22 characters that differ when two JSON values differ, whatever the order of their members. */
export function fingerprintOf(value: unknown): string {
  return digestOf(value);
}

function digestOf(value: unknown): string {
  const text = JSON.stringify([value], membersInOrder);
  return createHash('sha256').update(text).digest().subarray(0, KEPT_BYTES).toString('base64url');
}

function membersInOrder(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
