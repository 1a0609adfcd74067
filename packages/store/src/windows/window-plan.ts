import { createHash, randomBytes } from 'node:crypto';
import { type CreateWindowBody, DRAW_SEED_BYTES, Problem } from '@sunbeon/core';
import type { Policy, Prisma } from '../generated/client.ts';

/** What a plan says of a window, as it is written to its row; its draw is apart. */
export function planned(body: Omit<CreateWindowBody, 'id' | 'draft'>) {
  const { cohort, policy, maxActive, agentSeats, maxPerSecond, admissionSeconds, requiresRoll, expectedPeople } = body;
  return {
    birthFrom: new Date(cohort.birthFrom),
    birthTo: new Date(cohort.birthTo),
    lastDigit: cohort.lastDigit,
    requiresRoll,
    expectedPeople,
    policy,
    opensAt: new Date(body.opensAt),
    closesAt: new Date(body.closesAt),
    lobbyOpensAt: body.lobbyOpensAt === null ? null : new Date(body.lobbyOpensAt),
    maxActive,
    agentSeats,
    maxPerSecond,
    admissionSeconds,
  };
}

/** When the lobby of a window that is being scheduled opens: at once, where nothing else is planned. */
export function lobbyOpening(policy: Policy, opensAt: Date, lobbyOpensAt: Date | null): Date | null {
  if (lobbyOpensAt !== null) return lobbyOpensAt;
  const now = new Date();
  return policy === 'draw' && now < opensAt ? now : null;
}

/** The seed of a draw, and its SHA-256, which binds us to it. */
export function newDraw() {
  const seed = randomBytes(DRAW_SEED_BYTES);
  return { seed, commitment: createHash('sha256').update(seed).digest('hex') };
}

/**
 * Makes the campaign a window is planned in, where it is new.
 * @throws {Problem} `window-conflict` when the campaign has forgotten its people, or has another number of doses
 */
export async function joinCampaign(
  prisma: Prisma.TransactionClient,
  {
    id,
    title,
    secondDoseAfterDays,
  }: { readonly id: string; readonly title: string; readonly secondDoseAfterDays: number | null },
): Promise<void> {
  const campaign = await prisma.campaign.upsert({
    where: { id },
    create: { id, title, secondDoseAfterDays },
    update: {},
  });
  if (campaign.erasedAt !== null) {
    throw new Problem('window-conflict', { reason: `the campaign ${id} has forgotten who booked in it` });
  }
  if (secondDoseAfterDays === null || secondDoseAfterDays === campaign.secondDoseAfterDays) return;
  const { secondDoseAfterDays: known } = campaign;
  const doses = known === null ? 'one dose' : `a second dose after ${known} days`;
  throw new Problem('window-conflict', { reason: `the campaign ${id} is for ${doses}` });
}

/** Removes a campaign that nothing refers to, which a draft had brought along. */
export async function leaveCampaign(prisma: Prisma.TransactionClient, campaignId: string): Promise<void> {
  await prisma.$executeRaw`
    DELETE FROM campaign
    WHERE id = ${campaignId}
      AND NOT EXISTS (SELECT FROM booking_window WHERE campaign_id = campaign.id)
      AND NOT EXISTS (SELECT FROM roll_import WHERE campaign_id = campaign.id)
      AND NOT EXISTS (SELECT FROM roll_entry WHERE campaign_id = campaign.id)`;
}
