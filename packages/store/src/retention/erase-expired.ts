import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { type Batch, eraseBookings } from './erase-bookings.ts';
import { eraseConsents, removeOldCodes } from './erase-consents.ts';
import { eraseRequests } from './erase-requests.ts';
import { eraseRoll } from './erase-roll.ts';
import { eraseStrays } from './erase-strays.ts';
import { eraseTurnTexts } from './erase-turn-texts.ts';
import { finishErasure } from './finish-erasure.ts';
import { keptCampaigns } from './kept-campaigns.ts';

export interface EraseOptions {
  /** Campaigns that ended before this instant are erased. */
  readonly olderThan: Date;
  /** Rows of one kind erased by one transaction, at most. */
  readonly limit: number;
  /** In whose name: for the audit trail. */
  readonly actor: string;
}

/** What one transaction has erased. */
export interface Erased {
  readonly bookings: number;
  readonly messages: number;
  readonly requests: number;
  readonly setAside: number;
  readonly rollEntries: number;
  readonly consents: number;
}

const NOTHING: Erased = { bookings: 0, messages: 0, requests: 0, setAside: 0, rollEntries: 0, consents: 0 };

/**
 * Erases whatever identifies the people of campaigns that are over, a batch at a time: each step of this generator is one
 * transaction with its audit entry, which holds counts and nothing else. Leave it after any step and begin again later:
 * what was erased stays erased, what was not is found again. Several may do this at once.
 */
export async function* eraseExpired(store: Store, options: EraseOptions): AsyncGenerator<Erased, void, void> {
  const { olderThan, actor } = options;
  for (const { id, endsAt } of await keptCampaigns(store)) {
    if (endsAt < olderThan) yield* eraseCampaign(store, id, options);
  }
  const erased = await store.prisma.$transaction(async (transaction) => {
    const strays = await eraseStrays(transaction, options);
    return audited(transaction, actor, 'no campaign', { ...NOTHING, ...strays });
  });
  if (!isNothing(erased)) yield erased;
  yield* eraseOldConsents(store, options);
}

/** Consents belong to no campaign: they are forgotten by when they ended. */
async function* eraseOldConsents({ prisma }: Store, options: EraseOptions): AsyncGenerator<Erased> {
  const { limit, actor } = options;
  let removed = limit;
  while (removed >= limit)
    removed = await prisma.$transaction(async (transaction) => removeOldCodes(transaction, limit));
  let consents = limit;
  while (consents === limit) {
    const erased = await prisma.$transaction(async (transaction) => {
      const done = await eraseConsents(transaction, options);
      return audited(transaction, actor, 'consents', { ...NOTHING, ...done });
    });
    consents = erased.consents;
    if (!isNothing(erased)) yield erased;
  }
}

async function* eraseCampaign(store: Store, campaignId: string, options: EraseOptions): AsyncGenerator<Erased> {
  yield* inBatches(store, campaignId, options, async (transaction, batch) => {
    const { next, ...erased } = await eraseBookings(transaction, batch);
    return { next, erased: { ...NOTHING, ...erased } };
  });
  yield* inBatches(store, campaignId, options, async (transaction, batch) => {
    const { next, ...erased } = await eraseRequests(transaction, batch);
    return { next, erased: { ...NOTHING, ...erased } };
  });
  yield* inBatches(store, campaignId, options, async (transaction, batch) => {
    const messages = await eraseTurnTexts(transaction, batch);
    return { next: messages === batch.limit ? '' : null, erased: { ...NOTHING, messages } };
  });
  yield* inBatches(store, campaignId, options, async (transaction, batch) => {
    const { rollEntries, more } = await eraseRoll(transaction, batch);
    return { next: more ? '' : null, erased: { ...NOTHING, rollEntries } };
  });
  await store.prisma.$transaction(async (transaction) => finishErasure(transaction, campaignId));
}

type EraseBatch = (
  transaction: Prisma.TransactionClient,
  batch: Batch,
) => Promise<{ readonly next: string | null; readonly erased: Erased }>;

async function* inBatches(
  { prisma }: Store,
  campaignId: string,
  { limit, actor }: EraseOptions,
  erase: EraseBatch,
): AsyncGenerator<Erased> {
  let after: string | null = null;
  do {
    const batch: Batch = { campaignId, limit, after };
    const { next, erased } = await prisma.$transaction(async (transaction) => {
      const done = await erase(transaction, batch);
      await audited(transaction, actor, campaignId, done.erased);
      return done;
    });
    if (!isNothing(erased)) yield erased;
    after = next;
  } while (after !== null);
}

async function audited(
  transaction: Prisma.TransactionClient,
  actor: string,
  subject: string,
  erased: Erased,
): Promise<Erased> {
  if (!isNothing(erased)) {
    await transaction.auditEntry.create({ data: { actor, action: 'people.erase', subject, details: { ...erased } } });
  }
  return erased;
}

function isNothing(erased: Erased): boolean {
  return Object.values(erased).every((count) => count === 0);
}
