import { createHash, randomBytes } from 'node:crypto';
import { type CreateWindowBody, DRAW_SEED_BYTES, Problem } from '@sunbeon/core';
import { type Actor, SYSTEM } from '../bookings/actor.ts';
import { isTaken } from '../database-error.ts';
import type { Campaign } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { windowAudit } from './window-audit.ts';
import { type WindowRecord, windowRecord, withCampaign } from './window-record.ts';

/** Before the first lease no number can have been given, so that a line lost until then starts at 1 again. */
const FIRST_CEILING = 0;

/**
 * Schedules a window; without a campaign it gets one of its own, so that its people have one booking in it. A draw gets
 * its seed here, and what the seed is committed to by; without an instant for its lobby, the lobby opens at once.
 * @throws {Problem} `window-conflict` when the id is taken, or the campaign is over and has forgotten its people
 */
export async function createWindow(
  { prisma }: Store,
  body: CreateWindowBody,
  actor: Actor = SYSTEM,
): Promise<WindowRecord> {
  const id = body.id ?? `w-${randomBytes(5).toString('hex')}`;
  const campaignId = body.campaignId ?? id;
  const title = body.title ?? id;
  const draw = body.policy === 'draw' && !body.draft ? newDraw() : null;
  const commitment = draw?.commitment ?? null;
  const { cohort, policy, maxActive, agentSeats, maxPerSecond, admissionSeconds } = body;
  const campaign = await prisma.campaign.findUnique({ where: { id: campaignId } });
  if (campaign !== null) assertJoinable(campaign, body);
  try {
    const [, row] = await prisma.$transaction([
      prisma.campaign.upsert({
        where: { id: campaignId },
        create: { id: campaignId, title, secondDoseAfterDays: body.secondDoseAfterDays },
        update: {},
      }),
      prisma.window.create({
        include: withCampaign,
        data: {
          id,
          campaignId,
          title,
          birthFrom: new Date(cohort.birthFrom),
          birthTo: new Date(cohort.birthTo),
          lastDigit: cohort.lastDigit,
          requiresRoll: body.requiresRoll,
          policy,
          opensAt: new Date(body.opensAt),
          closesAt: new Date(body.closesAt),
          lobbyOpensAt: lobbyOpeningOf(body),
          draft: body.draft,
          closed: body.draft,
          expectedPeople: body.expectedPeople,
          commitment,
          ...(draw === null ? {} : { draw: { create: { seed: draw.seed } } }),
          maxActive,
          agentSeats,
          maxPerSecond,
          admissionSeconds,
          ceiling: FIRST_CEILING,
        },
      }),
      prisma.auditEntry.create({
        data: windowAudit(actor, id, 'create', { ...body, id, campaignId, title, commitment }),
      }),
    ]);
    return windowRecord(row, null);
  } catch (error) {
    if (isTaken(error)) throw new Problem('window-conflict', { reason: `a window with the id ${id} exists` });
    throw error;
  }
}

/** A window may join a campaign that still knows its people, and that has as many doses as the window was to have. */
function assertJoinable({ id, erasedAt, secondDoseAfterDays }: Campaign, body: CreateWindowBody): void {
  if (erasedAt !== null) {
    throw new Problem('window-conflict', { reason: `the campaign ${id} has forgotten who booked in it` });
  }
  if (body.secondDoseAfterDays !== null && body.secondDoseAfterDays !== secondDoseAfterDays) {
    const doses = secondDoseAfterDays === null ? 'one dose' : `a second dose after ${secondDoseAfterDays} days`;
    throw new Problem('window-conflict', { reason: `the campaign ${id} is for ${doses}` });
  }
}

/** The seed of a draw, and its SHA-256, which binds us to it. */
function newDraw() {
  const seed = randomBytes(DRAW_SEED_BYTES);
  return { seed, commitment: createHash('sha256').update(seed).digest('hex') };
}

function lobbyOpeningOf({ policy, opensAt, lobbyOpensAt }: CreateWindowBody): Date | null {
  if (lobbyOpensAt !== null) return new Date(lobbyOpensAt);
  const now = new Date();
  return policy === 'draw' && now < new Date(opensAt) ? now : null;
}
