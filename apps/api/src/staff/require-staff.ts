import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

/** Lets through only who knows the staff key; compared by digest, so that time tells nothing about it. */
export function requireStaff({ config }: ApiContext): RequestHandler {
  const expected = digest(config.staffKey);
  return (req, _res, next) => {
    const given = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
    if (!timingSafeEqual(digest(given), expected)) throw new Problem('staff-login-required');
    next();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
