import type { CreateWindowBody } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { Store } from '../store.ts';
import { heldDraft } from './held-draft.ts';
import { remainingDoses } from './remaining-doses.ts';
import { beforeAndAfter, windowAudit } from './window-audit.ts';
import { joinCampaign, leaveCampaign, planned } from './window-plan.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/**
 * Writes a draft anew, as the body says and nothing else; its slots stay. A campaign of its own goes along.
 * @throws {Problem} `window-unknown`; `window-conflict` when it was scheduled, or cannot join the campaign
 */
export async function changeDraft(
  store: Store,
  id: string,
  body: Omit<CreateWindowBody, 'id' | 'draft'>,
  actor: Actor,
): Promise<WindowRecord> {
  const { campaignId = id, title = id, secondDoseAfterDays } = body;
  const row = await store.prisma.$transaction(async (transaction) => {
    const before = await heldDraft(transaction, id);
    const siblings = await transaction.window.count({ where: { campaignId, id: { not: id } } });
    if (before.campaignId === campaignId && siblings === 0) {
      await transaction.campaign.update({ where: { id: campaignId }, data: { title, secondDoseAfterDays } });
    } else {
      await joinCampaign(transaction, { id: campaignId, title, secondDoseAfterDays });
    }
    const after = await transaction.window.update({
      where: { id },
      data: { campaignId, title, ...planned(body), version: { increment: 1 } },
      include: withCampaign,
    });
    if (before.campaignId !== campaignId) await leaveCampaign(transaction, before.campaignId);
    await transaction.auditEntry.create({
      data: windowAudit(actor, id, 'change-draft', { version: after.version, ...beforeAndAfter(before, after) }),
    });
    return after;
  });
  const remaining = await remainingDoses(store, [id]);
  return windowRecord(row, remaining.get(id) ?? null);
}
