import { HIGHEST_NUMBER, languages, personKeySchema, windowIdSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { Keyring } from './keyring.ts';
import { type Expiring, signToken, type TokenKind, verifyToken } from './token.ts';

const ticketClaims = z.object({
  windowId: windowIdSchema,
  /** `null` for a ticket given in the lobby of a draw: the line knows the number once there is one. */
  number: z.int().min(1).max(HIGHEST_NUMBER).nullable(),
  /** Rises when the line had to be rebuilt; a ticket of an older epoch is re-seated by its number. */
  epoch: z.int().min(0),
  personKey: personKeySchema,
  sealedContact: z.string(),
  language: z.enum(languages),
  /** The consent by which a delegate holds it for the person; `null`: the person does. */
  consentId: z.uuid().nullable().default(null),
});

/** A person's place in a window's line. It outlives the window, so that nobody's place ends before the line does. */
export type Ticket = Readonly<z.infer<typeof ticketClaims>> & Expiring;

const kind: TokenKind<z.infer<typeof ticketClaims>> = { audience: 'ticket', claims: ticketClaims };

/** How long a ticket outlives its window, in milliseconds: someone admitted at the last second can still book and look. */
const AFTER_CLOSING_MS = 86_400_000;

/** When tickets of a window that closes at `closesAtMs` end. */
export function ticketExpiryMs(closesAtMs: number): number {
  return closesAtMs + AFTER_CLOSING_MS;
}

/** The ticket as a signed token; valid until `expiresAtMs` (see {@link ticketExpiryMs}). */
export function signTicket(keys: Keyring, ticket: Readonly<z.input<typeof ticketClaims>> & Expiring): string {
  return signToken(kind, keys, ticket);
}

/** The ticket in a token, or `null` when it is not one of ours, has expired, or is of another kind. Never throws. */
export function verifyTicket(keys: Keyring, token: string, nowMs = Date.now()): Ticket | null {
  return verifyToken(kind, keys, token, nowMs);
}
