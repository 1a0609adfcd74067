import { createHash } from 'node:crypto';
import { type CivilDate, civilDateSchema } from '@sunbeon/core';
import { sandboxCi } from '@sunbeon/synthetic';
import { z } from 'zod';
import { koreanMobileSchema } from './phone.ts';

const genders = ['female', 'male'] as const;

/** What someone says about themselves on the login page; everything else about them follows from it. */
export const personDetailsSchema = z.object({
  name: z
    .string()
    .transform((name) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' '))
    .pipe(
      z
        .string()
        .min(1)
        .max(50)
        .regex(/^[^\p{C}\p{Z}]+(?: [^\p{C}\p{Z}]+)*$/u),
    ),
  /** Hyphens may be left out: phones show a keypad without them. */
  birthDate: z
    .string()
    .transform((text) => text.trim().replace(/^(\d{4})\D?(\d{2})\D?(\d{2})$/, '$1-$2-$3'))
    .pipe(civilDateSchema),
  phone: koreanMobileSchema,
  gender: z.enum(genders).optional(),
});

export interface PersonDetails {
  readonly name: string;
  readonly birthDate: CivilDate;
  /** E.164, `+8210…`. */
  readonly phone: string;
  readonly gender?: (typeof genders)[number] | undefined;
}

/** Someone the identity provider vouches for. */
export interface Person extends PersonDetails {
  /** The provider's own name for them (`sub`). */
  readonly id: string;
  /** Connecting information as Korean identity agencies give it: 64 bytes in base64, the same at every agency. */
  readonly ci: string;
}

/** The same name, birth date and phone always make the same person. */
export function personFrom(details: PersonDetails): Person {
  const identity = JSON.stringify([details.name, details.birthDate, details.phone]);
  return {
    ...details,
    id: createHash('sha256').update(`sandbox person ${identity}`).digest('base64url').slice(0, 22),
    ci: sandboxCi(details),
  };
}
