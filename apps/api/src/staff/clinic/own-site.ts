import { Problem, siteIdSchema } from '@sunbeon/core';
import type { Request } from 'express';
import { staffOf } from '../staff-of.ts';

/**
 * Lets whoever works at a clinic do something at their own site alone; everybody else, whose role the route has looked at,
 * anywhere.
 * @throws {Problem} `site-not-yours`
 */
export function ownSite(req: Request, siteId: string): void {
  const { role, siteId: own } = staffOf(req);
  if (role === 'clinic' && siteId !== own) throw new Problem('site-not-yours');
}

/** The site whose id stands in the path. @throws {Problem} `site-not-yours`; `site-unknown` for what is no id */
export function siteIdOf(req: Request): string {
  const written = String(req.params['id']);
  ownSite(req, written);
  const siteId = siteIdSchema.safeParse(written);
  if (!siteId.success) throw new Problem('site-unknown');
  return siteId.data;
}
