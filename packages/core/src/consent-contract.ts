import { z } from 'zod';
import { birthDateSchema } from './birth-date.ts';
import { personNameSchema } from './free-text.ts';
import { staffReasonBodySchema } from './staff-bookings-contract.ts';

/*
 * A consent: a delegate may act for a beneficiary, a child for a parent. What the calls about it take and answer. Instants
 * are ISO 8601 in UTC.
 */

const instant = z.iso.datetime();

/** `requested` until the beneficiary answers; `given` is in force until `expiresAt`; the others have ended. */
export const consentStates = ['requested', 'given', 'refused', 'withdrawn', 'lapsed'] as const;
export type ConsentState = (typeof consentStates)[number];

/** How the beneficiary consents: verified on any device, by a code to the phone on the roll, or on the phone with an agent. */
export const consentWays = ['verification', 'code', 'agent'] as const;
export type ConsentWay = (typeof consentWays)[number];

/** What the delegate is of the beneficiary. */
export const consentRelations = ['child', 'child-in-law', 'grandchild', 'spouse', 'sibling', 'other'] as const;
export type ConsentRelation = (typeof consentRelations)[number];

/** What a delegate may do: join and book; cancel, move and answer offers. */
export const consentScopes = ['book', 'change'] as const;
export type ConsentScope = (typeof consentScopes)[number];

export const consentEnders = ['delegate', 'beneficiary', 'agent', 'system'] as const;
export type ConsentEnder = (typeof consentEnders)[number];

/** A consent lasts this many days at most. */
export const MAX_CONSENT_DAYS = 365;
const DEFAULT_CONSENT_DAYS = 180;
const MAX_PHONE_LENGTH = 32;
const MAX_REFERENCE_LENGTH = 16;

const scopeSchema = z
  .array(z.enum(consentScopes))
  .min(1)
  .max(consentScopes.length)
  .refine((scope) => new Set(scope).size === scope.length, { error: 'each once' });
const daysSchema = z.int().min(1).max(MAX_CONSENT_DAYS);

/** `POST /v1/consents`: whom somebody wants to act for, as they know them. */
export const requestConsentBodySchema = z.strictObject({
  name: personNameSchema,
  birthDate: birthDateSchema,
  relation: z.enum(consentRelations),
  /** A Korean mobile number. Nothing is ever sent to it unless it is the one on the roll. */
  phone: z.string().min(1).max(MAX_PHONE_LENGTH),
  way: z.enum(consentWays),
  scope: scopeSchema.default(['book', 'change']),
  days: daysSchema.default(DEFAULT_CONSENT_DAYS),
});
export type RequestConsentBody = z.infer<typeof requestConsentBodySchema>;

/** `POST /v1/consents/:id/give`: less, or for shorter, than was asked. */
export const giveConsentBodySchema = z.strictObject({ scope: scopeSchema.optional(), days: daysSchema.optional() });

/** `POST /v1/consents/find`: by what the delegate reads out. */
export const findConsentBodySchema = z.strictObject({ reference: z.string().min(1).max(MAX_REFERENCE_LENGTH) });

/** Digits of a one-time code. */
export const CODE_LENGTH = 6;

/** `POST /v1/consents/:id/code/check`. */
export const checkCodeBodySchema = z.strictObject({
  code: z.string().regex(/^\d{6}$/, { error: `${CODE_LENGTH} digits` }),
});

/** A consent as one side of it sees it. */
export const consentViewSchema = z.object({
  id: z.uuid(),
  /** What the delegate reads out to the beneficiary, or to an agent, e.g. `F7Q-2KD`. */
  reference: z.string(),
  role: z.enum(['delegate', 'beneficiary']),
  state: z.enum(consentStates),
  relation: z.enum(consentRelations),
  /** How it is to be given; once it is, how it was. */
  way: z.enum(consentWays),
  scope: z.array(z.enum(consentScopes)),
  /** The other side: to the delegate as they typed it, to the beneficiary as the delegate verified. */
  otherName: z.string(),
  /** To the delegate only, as they typed it. */
  otherBirthDate: z.string().nullable(),
  askedAt: instant,
  givenAt: instant.nullable(),
  /** Until when it can be given; once it is, until when it is in force. */
  expiresAt: instant,
  endedAt: instant.nullable(),
  endedBy: z.enum(consentEnders).nullable(),
  /** To the delegate only: the code they are waiting for; `null` when there is none that could still be entered. */
  code: z.object({ expiresAt: instant, attemptsLeft: z.int().min(0) }).nullable(),
});
export type ConsentView = z.infer<typeof consentViewSchema>;

/** `GET /v1/consents`: the newest first. `asBeneficiary` holds what was asked of the person too. */
export const myConsentsSchema = z.object({
  asDelegate: z.array(consentViewSchema),
  asBeneficiary: z.array(consentViewSchema),
});
export type MyConsents = z.infer<typeof myConsentsSchema>;

const reason = staffReasonBodySchema.shape.reason;

/** `GET /v1/staff/consents`. */
export const findConsentsQuerySchema = z.strictObject({
  reference: z.string().min(1).max(MAX_REFERENCE_LENGTH),
  reason,
});

/** Who is on the line with an agent, as they say it. */
export const callerSchema = z.strictObject({
  name: personNameSchema,
  birthDate: birthDateSchema,
  phone: z.string().min(1).max(MAX_PHONE_LENGTH),
});
export type Caller = z.infer<typeof callerSchema>;

/** `POST /v1/staff/consents/:id/give`. */
export const staffGiveConsentBodySchema = z.strictObject({ caller: callerSchema, reason });

/** A consent as staff see it: both names, and nothing to reach anybody by. */
export const staffConsentSchema = consentViewSchema
  .omit({ role: true, otherName: true, otherBirthDate: true, code: true })
  .extend({ delegateName: z.string(), namedName: z.string(), namedBirthDate: z.string() });
export type StaffConsent = z.infer<typeof staffConsentSchema>;

/** `GET /v1/staff/consents`: one, or none. */
export const staffConsentsSchema = z.object({ consents: z.array(staffConsentSchema) });
