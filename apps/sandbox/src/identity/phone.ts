import { koreanMobile } from '@sunbeon/core';
import { z } from 'zod';

/** A Korean mobile number as people write it, read as E.164. */
export const koreanMobileSchema = z.string().transform((written, context) => {
  const phone = koreanMobile(written);
  if (phone !== null) return phone;
  context.addIssue('a Korean mobile number');
  return z.NEVER;
});

/** `+821012345678` as people read it at home: `010-1234-5678`. */
export function phoneAtHome(e164: string): string {
  const national = e164.replace(/^\+82/, '0');
  return national.replace(/^(01\d)(\d{3,4})(\d{4})$/, '$1-$2-$3');
}
