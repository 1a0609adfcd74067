import { type BirthDate, koreanMobile, parseBirthDate, personNameSchema } from '@sunbeon/core';
import { z } from 'zod';
import type { ClaimNames } from './provider-settings.ts';

const LONGEST_CI = 256;
const LONGEST_WRITTEN = 64;
const YEAR_ALONE = /^\d{4}$/;

const written = <Value>(what: string, read: (text: string) => Value | null) =>
  z
    .string()
    .max(LONGEST_WRITTEN)
    .transform((text, context): Value => {
      const value = read(text);
      if (value !== null) return value;
      context.addIssue(what);
      return z.NEVER;
    });

const personSchema = z.object({
  ci: z.string().min(1).max(LONGEST_CI),
  name: personNameSchema,
  birthDate: written<BirthDate>('a birth date', (text) =>
    parseBirthDate(YEAR_ALONE.test(text) ? `${text}-00-00` : text),
  ),
  phone: written('a Korean mobile number', koreanMobile),
  /** As most providers write it; one that is written otherwise, or missing, is not known. */
  gender: z
    .enum(['female', 'male', 'F', 'M'])
    .transform((text) => (text.startsWith('f') || text === 'F' ? ('female' as const) : ('male' as const)))
    .nullable()
    .catch(null),
});
/** What a provider vouches for. */
export type VerifiedPerson = Readonly<z.infer<typeof personSchema>>;

/** The person that a provider's claims speak of, under the names it uses; or which of them are missing or unreadable. */
export function personIn(claims: object, names: ClaimNames): VerifiedPerson | { readonly missing: readonly string[] } {
  const told = new Map<string, unknown>(Object.entries(claims));
  const read = personSchema.safeParse({
    ci: told.get(names.ci),
    name: told.get(names.name),
    birthDate: told.get(names.birthDate),
    phone: told.get(names.phone),
    gender: told.get(names.gender) ?? null,
  });
  return read.success ? read.data : { missing: [...new Set(read.error.issues.map(({ path }) => path.join('.')))] };
}
