import { Problem } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { Store } from '../store.ts';
import { heldDraft } from './held-draft.ts';
import { windowAudit } from './window-audit.ts';
import { leaveCampaign } from './window-plan.ts';

/**
 * Removes a draft for which no slots are laid out, and the campaign it had brought along.
 * @throws {Problem} `window-unknown`; `window-conflict` when it was scheduled or has slots
 */
export async function removeDraft({ prisma }: Store, id: string, actor: Actor): Promise<void> {
  await prisma.$transaction(async (transaction) => {
    // Whoever lays out slots at this moment waits, and then finds no window; or is waited for, and seen.
    await transaction.$queryRaw`SELECT FROM booking_window WHERE id = ${id} FOR UPDATE`;
    const { campaignId, title } = await heldDraft(transaction, id);
    if ((await transaction.slot.findFirst({ where: { windowId: id }, select: { id: true } })) !== null) {
      throw new Problem('window-conflict', { reason: 'the draft has slots' });
    }
    await transaction.window.delete({ where: { id } });
    await leaveCampaign(transaction, campaignId);
    await transaction.auditEntry.create({ data: windowAudit(actor, id, 'remove-draft', { campaignId, title }) });
  });
}
