import { type ChecklistCode, Problem } from '@sunbeon/core';
import type { Actor } from '../bookings/actor.ts';
import type { Store } from '../store.ts';
import { heldDraft } from './held-draft.ts';
import { remainingDoses } from './remaining-doses.ts';
import { windowAudit } from './window-audit.ts';
import { lobbyOpening, newDraw } from './window-plan.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

export interface Scheduling {
  /** Of the draft whose check-list was looked at: what was changed since is looked at first. */
  readonly version: number;
  /** Items of the check-list that were accepted as they are. */
  readonly accepted: readonly ChecklistCode[];
}

/**
 * Makes a draft public for good. A draw gets its seed here, and what the seed is committed to by; its lobby opens at once
 * where no instant is planned.
 * @throws {Problem} `window-unknown`; `window-conflict` when it was scheduled or changed before, or its campaign is over
 */
export async function scheduleWindow(
  store: Store,
  id: string,
  { version, accepted }: Scheduling,
  actor: Actor,
): Promise<WindowRecord> {
  const row = await store.prisma.$transaction(async (transaction) => {
    const draft = await heldDraft(transaction, id);
    if (draft.version !== version) throw new Problem('window-conflict', { reason: 'the draft was changed meanwhile' });
    const campaign = await transaction.campaign.findUnique({ where: { id: draft.campaignId } });
    if (campaign === null || campaign.erasedAt !== null) {
      throw new Problem('window-conflict', { reason: `the campaign ${draft.campaignId} is over` });
    }
    const draw = draft.policy === 'draw' ? newDraw() : null;
    const commitment = draw?.commitment ?? null;
    const scheduled = await transaction.window.update({
      where: { id },
      data: {
        draft: false,
        closed: false,
        commitment,
        lobbyOpensAt: lobbyOpening(draft.policy, draft.opensAt, draft.lobbyOpensAt),
        version: { increment: 1 },
      },
      include: withCampaign,
    });
    if (draw !== null) await transaction.draw.create({ data: { windowId: id, seed: draw.seed } });
    await transaction.auditEntry.create({
      data: windowAudit(actor, id, 'schedule', {
        accepted: [...accepted],
        commitment,
        opensAt: scheduled.opensAt.toISOString(),
        closesAt: scheduled.closesAt.toISOString(),
        version: scheduled.version,
      }),
    });
    return scheduled;
  });
  const remaining = await remainingDoses(store, [id]);
  return windowRecord(row, remaining.get(id) ?? null);
}
