import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { openFor, resealFor, type SealedKind, sealFor } from './sealed.ts';

const kind: SealedKind<string> = { type: 'totp', content: z.string().regex(/^[A-Z2-7]{16,64}$/) };

/** Seals the secret of somebody's authenticator app (base 32) for that member of staff. About 40 µs. */
export async function sealTotp(keys: Keyring, secret: string, staffId: string): Promise<string> {
  return sealFor(kind, keys, secret, staffId);
}

/**
 * Opens what {@link sealTotp} sealed for this member. About 40 µs.
 * @throws {SealedContactError} for anything else
 */
export async function openTotp(keys: Keyring, sealed: string, staffId: string): Promise<string> {
  return openFor(kind, keys, sealed, staffId);
}

/**
 * The same secret sealed by the current key; `null` when it is already.
 * @throws {SealedContactError} when it does not open for this member
 */
export async function resealTotp(keys: Keyring, sealed: string, staffId: string): Promise<string | null> {
  return resealFor(kind, keys, sealed, staffId);
}
