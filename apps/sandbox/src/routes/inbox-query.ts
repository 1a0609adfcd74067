import { koreanMobile } from '@sunbeon/core';
import type { Request } from 'express';

const LONGEST = 32;

/** The phone asked for, as it was entered; empty when none was. */
export function phoneQuery(req: Request): string {
  const phone = req.query['phone'];
  return typeof phone === 'string' ? phone.trim().slice(0, LONGEST) : '';
}

/** The phone as the inbox knows it, or `null` for all phones. */
export function inboxPhone(entered: string): string | null {
  // An unescaped + in an address reads as a space, and is gone.
  return entered === '' ? null : (koreanMobile(entered) ?? koreanMobile(`+${entered}`) ?? entered);
}
