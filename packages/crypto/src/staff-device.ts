import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const staffDeviceClaims = z.object({ id: z.string().min(1).max(64), login: z.string() });

/** A device a member of staff has logged in from: who else tries that login cannot keep it out. No right by itself. */
export type StaffDevice = Readonly<z.infer<typeof staffDeviceClaims>> & Expiring;

const kind: TokenKind<z.infer<typeof staffDeviceClaims>> = { audience: 'staff-device', claims: staffDeviceClaims };

/** The device as a signed token; valid until `expiresAtMs`. */
export function signStaffDevice(keys: Keyring, device: StaffDevice): string {
  return signToken(kind, keys, device);
}

/** The device in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifyStaffDevice(keys: Keyring, token: string, nowMs = Date.now()): StaffDevice | null {
  return verifyToken(kind, keys, token, nowMs);
}
