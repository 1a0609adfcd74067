import { z } from 'zod';
import { freeText, personNameSchema } from './free-text.ts';
import { siteIdSchema } from './staff-bookings-contract.ts';

/* Who works here, what they may do, and how they come in. Never about citizens. */

/**
 * `admin` does everything; `operator` runs windows and the night; `clinic` sees one site; `agent` helps people on the phone;
 * `auditor` looks and changes nothing.
 */
export const staffRoles = ['admin', 'operator', 'clinic', 'agent', 'auditor'] as const;
export type StaffRole = (typeof staffRoles)[number];

/** `invited`: has not set a password yet, or has to set a new one. */
export const staffStates = ['invited', 'active', 'disabled'] as const;
export type StaffState = (typeof staffStates)[number];

/** What the audit trail calls whoever uses the staff key, a machine or somebody at the console of one. */
export const STAFF_KEY_LOGIN = 'staff-key';
/** Names in the audit trail that are nobody's. */
const RESERVED_LOGINS = new Set([
  STAFF_KEY_LOGIN,
  'citizen',
  'delegate',
  'beneficiary',
  'system',
  'worker',
  'notifier',
  'gate',
  'api',
]);

/** What a member logs in by, and the name the audit trail calls them by: it is never given to somebody else. */
export const staffLoginSchema = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{1,39}$/, { error: '2–40 lower-case letters, digits, ".", "_" or "-", a letter first' })
  .refine((login) => !RESERVED_LOGINS.has(login), { error: 'a reserved name' });

export const SHORTEST_PASSWORD = 12;
const LONGEST_PASSWORD = 128;
/** Logging in with a text that cannot be a password costs no more than with a wrong one. */
const anyPassword = z.string().min(1).max(LONGEST_PASSWORD);

/** A password as it is chosen: long rather than odd. Compared as it is composed (NFC). */
export const newPasswordSchema = z
  .string()
  .overwrite((text) => text.normalize('NFC'))
  .min(SHORTEST_PASSWORD)
  .max(LONGEST_PASSWORD)
  .refine((text) => new Set(text).size >= 5, { error: 'at least five different characters' });

/** Six digits of an authenticator app. */
export const totpCodeSchema = z.string().regex(/^\d{6}$/, { error: 'six digits' });

/** `POST /v1/staff/sessions`. */
export const staffLoginBodySchema = z.strictObject({
  login: z.string().min(1).max(64),
  password: anyPassword.overwrite((text) => text.normalize('NFC')),
  code: totpCodeSchema,
});

/** Somebody who works here, as they see themself and as an admin sees them. */
export const staffMemberSchema = z.object({
  /** `staff-key` for whoever uses the staff key. */
  id: z.string(),
  login: z.string(),
  name: z.string(),
  role: z.enum(staffRoles),
  /** The one site a clinic's member works for; `null` for everybody else. */
  siteId: z.string().nullable(),
});
export type StaffMember = Readonly<z.infer<typeof staffMemberSchema>>;

/** One entry of `GET /v1/staff/members`. */
export const staffAccountSchema = staffMemberSchema.extend({
  state: z.enum(staffStates),
  createdAt: z.iso.datetime(),
  lastLoginAt: z.iso.datetime().nullable(),
});
export type StaffAccount = z.infer<typeof staffAccountSchema>;

/** One place a member is logged in at. */
export const staffSessionSchema = z.object({
  id: z.uuid(),
  login: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** The program it was opened with, as it calls itself. */
  agent: z.string(),
  /** The one that asks. */
  current: z.boolean(),
});
export type StaffSession = z.infer<typeof staffSessionSchema>;

/** `POST /v1/staff/sessions`: the token is also set as a cookie. */
export const staffLoginAnswerSchema = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  member: staffMemberSchema,
});
export type StaffLogin = z.infer<typeof staffLoginAnswerSchema>;

/** A clinic's member has a site, and nobody else has one. */
function siteGoesWithRole({ role, siteId }: { role: StaffRole; siteId: string | null }): boolean {
  return (role === 'clinic') === (siteId !== null);
}
const SITE_WITH_ROLE = { error: 'a site for the role clinic, and for no other', path: ['siteId'] };

/** `POST /v1/staff/members`. */
export const inviteMemberBodySchema = z
  .strictObject({
    login: staffLoginSchema,
    name: personNameSchema,
    role: z.enum(staffRoles),
    siteId: siteIdSchema.nullable().default(null),
  })
  .refine(siteGoesWithRole, SITE_WITH_ROLE);
export type InviteMemberBody = z.infer<typeof inviteMemberBodySchema>;

/** `POST /v1/staff/members/:id/role`. */
export const memberRoleBodySchema = z
  .strictObject({ role: z.enum(staffRoles), siteId: siteIdSchema.nullable().default(null), reason: freeText(200) })
  .refine(siteGoesWithRole, SITE_WITH_ROLE);

/** A way in that works once, shown once: who has it chooses the password of that account. */
export const invitationSchema = z.object({ token: z.string(), expiresAt: z.iso.datetime() });
/** `POST /v1/staff/members` and `…/:id/reset`. */
export const invitedMemberSchema = z.object({ member: staffAccountSchema, invitation: invitationSchema });
export type InvitedMember = z.infer<typeof invitedMemberSchema>;

const invitationToken = z.string().min(1).max(64);

/** `POST /v1/staff/invitations/look`. */
export const lookAtInvitationBodySchema = z.strictObject({ token: invitationToken });
/** What is invited to, and the secret to put into an authenticator app. */
export const invitationViewSchema = z.object({
  member: staffMemberSchema,
  totp: z.object({ secret: z.string(), uri: z.string() }),
  expiresAt: z.iso.datetime(),
});
export type InvitationView = z.infer<typeof invitationViewSchema>;

/** `POST /v1/staff/invitations/accept`: with the first code of the authenticator app; answers as a login does. */
export const acceptInvitationBodySchema = z.strictObject({
  token: invitationToken,
  password: newPasswordSchema,
  code: totpCodeSchema,
});
