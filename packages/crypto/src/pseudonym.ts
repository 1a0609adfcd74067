import { createHash, createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

/** 128 bits are kept of every digest: 22 characters of base64url. */
const KEPT_BYTES = 16;
const DERIVED_BYTES = 32;

/**
 * The keyed pseudonym of a person, from the CI (연계정보) their identity provider vouches for: 22 characters, the same for
 * ever. Nobody keeps the CI, so it can never be made anew under another secret.
 */
export function personKeyOf(secret: KeyObject, ci: string): string {
  return keyedDigest(derived(secret, 'sunbeon person key 1'), ci);
}

/**
 * A keyed digest by which equal texts (a phone number in E.164) are recognised without being kept: 22 characters. Indexes
 * of different purposes have nothing in common, nor with person keys. There are few phone numbers: whoever knows the
 * secret can try them all.
 */
export function blindIndexOf(secret: KeyObject, text: string, purpose = 'phone'): string {
  return keyedDigest(derived(secret, `sunbeon blind index 1 ${purpose}`), text);
}

/** The id of a booking request: the same person, window and idempotency key always make the same one. */
export function requestIdOf(personKey: string, windowId: string, idempotencyKey: string): string {
  return `r-${digestOf([personKey, windowId, idempotencyKey])}`;
}

/** 22 characters that differ when two JSON values differ, whatever the order of their members. */
export function fingerprintOf(value: unknown): string {
  return digestOf(value);
}

/** Keys derived from a secret, by what they are for. */
const derivedKeys = new WeakMap<KeyObject, Map<string, KeyObject>>();

/** A key for one purpose (HKDF-SHA-256, RFC 5869): it tells nothing about the secret, nor about any other purpose's. */
function derived(secret: KeyObject, purpose: string): KeyObject {
  const known = derivedKeys.get(secret) ?? new Map<string, KeyObject>();
  derivedKeys.set(secret, known);
  const key =
    known.get(purpose) ?? createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', purpose, DERIVED_BYTES)));
  known.set(purpose, key);
  return key;
}

function keyedDigest(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, KEPT_BYTES).toString('base64url');
}

function digestOf(value: unknown): string {
  const text = JSON.stringify([value], membersInOrder);
  return createHash('sha256').update(text).digest().subarray(0, KEPT_BYTES).toString('base64url');
}

function membersInOrder(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
