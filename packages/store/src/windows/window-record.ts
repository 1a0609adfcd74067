import { type Cohort, cohortSchema, type KnownNews, type WindowDoor, type WindowNotice } from '@sunbeon/core';
import type { Campaign, Window } from '../generated/client.ts';

/** A window as Postgres has it, and all a waiting room needs to know to run its line. */
export interface WindowRecord extends WindowDoor, KnownNews {
  readonly id: string;
  readonly campaignId: string;
  readonly title: string;
  readonly cohort: Cohort;
  /** Whether one has to be on the campaign's roll, too. */
  readonly requiresRoll: boolean;
  /** Known to staff alone: never handed to a waiting room. */
  readonly draft: boolean;
  /** How many people staff say are in the cohort; `null` where they said nothing. */
  readonly expectedPeople: number | null;
  /** Where the campaign has two doses: so many days after the first; else `null`. */
  readonly secondDoseAfterDays: number | null;
  readonly version: number;
  readonly maxActive: number;
  readonly agentSeats: number;
  readonly maxPerSecond: number;
  readonly admissionSeconds: number;
  readonly ceiling: number;
  readonly epoch: number;
  /** The worker guards every line: see `LineGuard` of the waiting room. */
  readonly guarded: true;
  /** Doses left in all its slots; `null` until it has slots. */
  readonly remaining: number | null;
  /** What the seed of a draw is bound by, hex; `null` under `fifo`. */
  readonly commitment: string | null;
}

/** What of its campaign is read along with a window. */
export const withCampaign = { campaign: { select: { secondDoseAfterDays: true } } } as const;

/** A row of a window and what is read along with it. */
type WindowRow = Window & { readonly campaign: Pick<Campaign, 'secondDoseAfterDays'> };

/** @param remaining doses left, or `null` when the window has no slots */
export function windowRecord(row: WindowRow, remaining: number | null): WindowRecord {
  const { id, campaignId, title, policy, paused, closed, version, commitment } = row;
  const { maxActive, agentSeats, maxPerSecond, admissionSeconds, ceiling, epoch } = row;
  return {
    id,
    campaignId,
    title,
    cohort: cohortSchema.parse({
      birthFrom: dayOf(row.birthFrom),
      birthTo: dayOf(row.birthTo),
      lastDigit: row.lastDigit,
    }),
    requiresRoll: row.requiresRoll,
    draft: row.draft,
    expectedPeople: row.expectedPeople,
    secondDoseAfterDays: row.campaign.secondDoseAfterDays,
    policy,
    opensAtMs: row.opensAt.getTime(),
    closesAtMs: row.closesAt.getTime(),
    lobbyOpensAtMs: row.lobbyOpensAt?.getTime() ?? null,
    paused,
    closed,
    exhausted: remaining === 0,
    version,
    maxActive,
    agentSeats,
    maxPerSecond,
    admissionSeconds,
    ceiling,
    epoch,
    guarded: true,
    remaining,
    commitment,
    notice: noticeOf(row),
    pausedAtMs: row.pausedAt?.getTime() ?? null,
    movedFromMs: row.movedFrom?.getTime() ?? null,
  };
}

function noticeOf({ noticeKo, noticeEn, noticeAt }: Window): WindowNotice | null {
  if (noticeKo === null || noticeEn === null || noticeAt === null) return null;
  return { ko: noticeKo, en: noticeEn, at: noticeAt.toISOString() };
}

/** Prisma carries a DATE as midnight UTC. */
function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
