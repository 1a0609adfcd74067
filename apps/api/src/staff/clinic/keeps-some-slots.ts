import { Problem } from '@sunbeon/core';
import { emptiedSite, type Store } from '@sunbeon/store';
import type { Request } from 'express';
import { staffOf } from '../staff-of.ts';

/**
 * Refuses to take away all that a site has left, slot by slot: that is closing the site, and takes two people. The staff key
 * goes ahead alone.
 * @throws {Problem} `approval-needed`
 */
export async function keepsSomeSlots(store: Store, req: Request, taken: readonly string[]): Promise<void> {
  const site = staffOf(req).sessionId === null ? null : await emptiedSite(store, taken);
  if (site !== null) throw new Problem('approval-needed', { action: 'site.close', site });
}
