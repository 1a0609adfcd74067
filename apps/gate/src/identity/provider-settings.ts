import { z } from 'zod';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const LONGEST_ANSWER_MS = 30_000;
const MOST_AT_ONCE = 10_000;
const MOST_ACR_VALUES = 10;
const LONGEST_MAX_AGE_SECONDS = 30 * 86_400;

const claimName = z.string().min(1).max(128);

/** Under which names the provider tells what; those of OpenID Connect unless told otherwise. */
const claimNamesSchema = z.strictObject({
  /** Connecting information (연계정보): the same person has the same one at every provider. */
  ci: claimName.default('ci'),
  name: claimName.default('name'),
  birthDate: claimName.default('birthdate'),
  phone: claimName.default('phone_number'),
  gender: claimName.default('gender'),
});
export type ClaimNames = Readonly<z.infer<typeof claimNamesSchema>>;

/** One entry of `IDENTITY_PROVIDERS`. */
export const providerSettingsSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  name: z.strictObject({ ko: z.string().min(1), en: z.string().min(1) }),
  issuer: z.url().refine(isSecureOrLoopback, { error: 'must be https, unless it is on this machine' }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  scope: z
    .string()
    .regex(/(^| )openid( |$)/, 'must ask for openid')
    .default('openid profile phone ci'),
  claims: claimNamesSchema.prefault({}),
  /** Ways of verifying that are good enough; the provider must say that it used one of them. */
  acrValues: z
    .array(z.string().regex(/^\S{1,200}$/))
    .min(1)
    .max(MOST_ACR_VALUES)
    .optional(),
  /** The provider must have seen the person within so many seconds, instead of remembering them from before. */
  maxAgeSeconds: z.int().min(0).max(LONGEST_MAX_AGE_SECONDS).optional(),
  /** What the provider signs ID tokens with; nothing else is believed. */
  idTokenAlg: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  /** Longest the provider may take for one answer. */
  answerLimitMs: z.int().min(100).max(LONGEST_ANSWER_MS).default(3_000),
  /** Answers awaited from it at the same time, in one process; beyond it a login is refused at once. */
  maxAtOnce: z.int().min(1).max(MOST_AT_ONCE).default(64),
});
/** An OpenID provider that may say who somebody is. */
export type ProviderSettings = Readonly<z.infer<typeof providerSettingsSchema>>;

function isSecureOrLoopback(text: string): boolean {
  const url = new URL(text);
  return url.protocol === 'https:' || LOOPBACK.has(url.hostname);
}
