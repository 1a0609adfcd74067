import { randomBytes } from 'node:crypto';
import {
  type InvitationView,
  invitationViewSchema,
  invitedMemberSchema,
  type StaffMember,
  type StaffRole,
  staffLoginAnswerSchema,
} from '@sunbeon/core';
import { TOTP } from 'otpauth';
import type { TestApi } from './an-api.ts';

const STEP_MS = 30_000;

/** Somebody who works here and is logged in. */
export interface TestMember {
  readonly member: StaffMember;
  readonly token: string;
  readonly password: string;
  readonly secret: string;
  readonly headers: { readonly authorization: string };
}

/** What an authenticator app shows `steps` steps from now. */
export function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret }).generate({ timestamp: Date.now() + steps * STEP_MS });
}

/** An account with an invitation that nobody has taken up yet. */
export async function anInvitation(
  { staff }: TestApi,
  role: StaffRole,
  login = `${role}-${randomBytes(4).toString('hex')}`,
): Promise<InvitationView & { token: string }> {
  const siteId = role === 'clinic' ? 'a' : null;
  const invited = await staff('POST', '/v1/staff/members', { login, name: '홍길동', role, siteId });
  const { invitation } = invitedMemberSchema.parse(invited.body);
  const looked = await staff('POST', '/v1/staff/invitations/look', { token: invitation.token }, {});
  return { ...invitationViewSchema.parse(looked.body), token: invitation.token };
}

/** A member with this role, who has taken up an invitation. */
export async function aMember(house: TestApi, role: StaffRole): Promise<TestMember> {
  const { token: invitation, totp } = await anInvitation(house, role);
  const password = randomBytes(12).toString('base64url');
  const accept = { token: invitation, password, code: codeOf(totp.secret) };
  const accepted = await house.staff('POST', '/v1/staff/invitations/accept', accept, {});
  const { token, member } = staffLoginAnswerSchema.parse(accepted.body);
  return { member, token, password, secret: totp.secret, headers: { authorization: `Bearer ${token}` } };
}

/** Lets the code of this moment count although one was used already. */
export async function forgetCodes({ store }: TestApi): Promise<void> {
  await store.prisma.staffMember.updateMany({ data: { lastTotpStep: null } });
}
