import type { Prisma } from '../generated/client.ts';
import { eraseBookings } from '../retention/erase-bookings.ts';
import { eraseConsents } from '../retention/erase-consents.ts';
import { eraseTurnTexts } from '../retention/erase-turn-texts.ts';
import type { Store } from '../store.ts';
import { campaignsThatKnow, type KnowingCampaign } from './campaigns-that-know.ts';

/** More bookings than one person has in a campaign, cancelled ones included. */
const MOST_BOOKINGS = 1_000;
/** More consents than one person asks for, or is asked, in a year. */
const MOST_CONSENTS = 5_000;

/** What came of forgetting somebody. */
export interface Forgotten {
  /** Rows that were forgotten. */
  readonly rows: number;
  /** Campaigns that still know the person: they are not over, or a message is at a carrier this moment. */
  readonly waiting: readonly KnowingCampaign[];
}

/**
 * Forgets a person in every campaign that was over at `now`: bookings, messages, requests and the line on the roll, each
 * campaign in one transaction with its audit entry, which holds counts and nothing else. What belongs to a campaign that
 * is not over stays. Once no campaign knows the person, the consents go that had ended. Doing it again forgets what is left.
 */
export async function forgetPerson(store: Store, personKey: string, now = new Date()): Promise<Forgotten> {
  let rows = 0;
  for (const campaign of await campaignsThatKnow(store.prisma, personKey)) {
    if (campaign.endsAt === null || campaign.endsAt >= now) continue;
    rows += await store.prisma.$transaction(async (transaction) => forgetIn(transaction, campaign.id, personKey));
  }
  const waiting = await campaignsThatKnow(store.prisma, personKey);
  if (waiting.length === 0) {
    rows += await store.prisma.$transaction(async (transaction) => forgetConsents(transaction, personKey, now));
  }
  return { rows, waiting };
}

/** Consents that have ended, on either side; one in force is still needed, and its end is the person's own to say. */
async function forgetConsents(
  transaction: Prisma.TransactionClient,
  personKey: string,
  olderThan: Date,
): Promise<number> {
  const { consents, messages } = await eraseConsents(transaction, { olderThan, limit: MOST_CONSENTS, personKey });
  if (consents === 0) return 0;
  const details = { consents, messages };
  await transaction.auditEntry.create({
    data: { actor: 'citizen', action: 'person.forget', subject: 'consents', details },
  });
  return consents + messages;
}

async function forgetIn(transaction: Prisma.TransactionClient, campaignId: string, personKey: string): Promise<number> {
  // Before the bookings, by which those that were confirmed are found.
  const requests = await transaction.$executeRaw`
    UPDATE booking_request SET person_key = '', consent_id = NULL
    WHERE request_id IN (
      SELECT request_id FROM booking WHERE person_key = ${personKey} AND campaign_id = ${campaignId}
      UNION ALL
      SELECT request.request_id FROM booking_request request JOIN booking_window door ON door.id = request.window_id
      WHERE request.person_key = ${personKey} AND request.state = 'rejected' AND request.person_key <> ''
        AND door.campaign_id = ${campaignId}
    )`;
  const batch = { campaignId, personKey, limit: MOST_BOOKINGS, after: null };
  const { bookings, messages: told } = await eraseBookings(transaction, batch);
  const messages = told + (await eraseTurnTexts(transaction, batch));
  const roll = await transaction.$executeRaw`
    DELETE FROM roll_entry WHERE campaign_id = ${campaignId} AND person_key = ${personKey}`;
  const details = { bookings, messages, requests, roll };
  await transaction.auditEntry.create({
    data: { actor: 'citizen', action: 'person.forget', subject: campaignId, details },
  });
  return bookings + messages + requests + roll;
}
