import { randomBytes } from 'node:crypto';
import { sealTotp } from '@sunbeon/crypto';
import type { Invitation } from '@sunbeon/store';
import type { ApiContext } from '../../context.ts';
import { digestOf } from '../staff-credentials.ts';
import { newTotpSecret } from './totp.ts';

const TOKEN_BYTES = 32;
/** Long enough for a weekend. */
const INVITATION_MS = 72 * 3_600_000;

/** A way in for one member: its token, which is shown once, and what is kept. */
export async function newInvitation(
  { config }: ApiContext,
  staffId: string,
): Promise<{ readonly token: string; readonly kept: Invitation }> {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const sealedTotp = await sealTotp(config.sealingKeys, newTotpSecret(), staffId);
  return { token, kept: { digest: digestOf(token), expiresAt: new Date(Date.now() + INVITATION_MS), sealedTotp } };
}
