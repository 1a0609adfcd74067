import { type Store, sitesOfSlots } from '@sunbeon/store';
import type { Request } from 'express';
import { ownSite } from './own-site.ts';

/** Looks whether all these slots are at a site of whoever asks. @throws {Problem} `slot-unknown`; `site-not-yours` */
export async function ownSlots(store: Store, req: Request, slotIds: readonly string[]): Promise<void> {
  for (const siteId of await sitesOfSlots(store, slotIds)) ownSite(req, siteId);
}

/** The slot whose id stands in the path. @throws {Problem} `slot-unknown`; `site-not-yours` */
export async function ownSlot(store: Store, req: Request): Promise<string> {
  const slotId = String(req.params['id']);
  await ownSlots(store, req, [slotId]);
  return slotId;
}
