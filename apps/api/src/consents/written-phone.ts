import { koreanMobile, Problem } from '@sunbeon/core';

/**
 * A phone as people write it, in E.164: Korean mobile numbers and nothing else, so that no text can go to a neighbouring
 * country or to a number somebody is paid for.
 * @throws {Problem} `invalid-request`, which names the field
 */
export function writtenPhone(written: string, field = 'phone'): string {
  const phone = koreanMobile(written);
  if (phone === null) throw new Problem('invalid-request', { errors: [{ field, message: 'a Korean mobile number' }] });
  return phone;
}
