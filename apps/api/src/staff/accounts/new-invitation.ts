import { randomBytes } from 'node:crypto';
import { sealTotp } from '@sunbeon/crypto';
import type { Invitation } from '@sunbeon/store';
import type { ApiContext } from '../../context.ts';
import { digestOf } from '../staff-credentials.ts';
import { newTotpSecret } from './totp.ts';

const TOKEN_BYTES = 32;
/** Long enough for a weekend. */
const INVITATION_MS = 72 * 3_600_000;

/**
 * A way in for one member: its token, which is shown once, and what is kept. The token is hexadecimal, for it is typed at
 * a command line too: in base64url one of 64 begins with a dash and would be read as an option.
 */
export async function newInvitation(
  { config }: ApiContext,
  staffId: string,
): Promise<{ readonly token: string; readonly kept: Invitation }> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const sealedTotp = await sealTotp(config.sealingKeys, newTotpSecret(), staffId);
  return { token, kept: { digest: digestOf(token), expiresAt: new Date(Date.now() + INVITATION_MS), sealedTotp } };
}
