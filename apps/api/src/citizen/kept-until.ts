import type { Erasure, MyData } from '@sunbeon/core';
import type { KnowingCampaign } from '@sunbeon/store';
import type { ApiContext } from '../context.ts';

const DAY_MS = 86_400_000;

/** Until when each campaign knows the person, if nobody asks to be forgotten before. */
export function keptUntil({ config }: ApiContext, campaigns: readonly KnowingCampaign[]): MyData['kept'] {
  const daysMs = config.retentionDays * DAY_MS;
  return campaigns.map(({ id, title, endsAt }) => ({
    campaignId: id,
    title,
    until: endsAt && new Date(endsAt.getTime() + daysMs).toISOString(),
  }));
}

/** A wish to be forgotten, and when the last campaign that still knows the person is over; `null` without a wish. */
export function erasureView(askedAt: Date | null, ends: readonly (Date | null)[]): Erasure | null {
  if (askedAt === null) return null;
  const lastMs = Math.max(...ends.map((end) => end?.getTime() ?? Number.POSITIVE_INFINITY), askedAt.getTime());
  return { askedAt: askedAt.toISOString(), dueAt: Number.isFinite(lastMs) ? new Date(lastMs).toISOString() : null };
}
