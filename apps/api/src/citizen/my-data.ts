import type { MyData } from '@sunbeon/core';
import { blindIndexOf, openContact, openRollEntry, SealedContactError, type Session } from '@sunbeon/crypto';
import {
  actedUpon,
  bookingsOf,
  campaignsThatKnow,
  countConsents,
  erasureWishOf,
  messagesOf,
  requestsOf,
  rollEntriesOf,
} from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { erasureView, keptUntil } from './kept-until.ts';
import { sessionOf } from './session-of.ts';

/** `GET /v1/me/data`: everything that is stored about the person, and who did what to it. */
export const myData =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const session = sessionOf(context, req);
    const { personKey } = session;
    const { store } = context;
    const opened = await sessionView(context, session);
    const campaigns = await campaignsThatKnow(store.prisma, personKey);
    const rolls = await rollsOf(context, personKey);
    const phones = [opened, ...rolls].map(({ phone }) => phone);
    const body: MyData = {
      takenAt: new Date().toISOString(),
      session: opened,
      rolls,
      bookings: (await bookingsOf(store, personKey)).bookings,
      requests: await requestsOf(store, personKey),
      messages: await messagesOf(store, personKey),
      consents: await countConsents(store, personKey),
      acted: await actedUpon(store, personKey, namesInTrail(context, phones)),
      kept: keptUntil(context, campaigns),
      erasure: erasureView(
        await erasureWishOf(store, personKey),
        campaigns.map(({ endsAt }) => endsAt),
      ),
    };
    res.set('Cache-Control', 'no-store').json(body);
  };

async function sessionView({ config }: ApiContext, session: Session): Promise<MyData['session']> {
  const { name, phone } = await openContact(config.sealingKeys, session.sealedContact, session.personKey).catch(unread);
  return {
    name,
    phone,
    birthDate: session.birthDate,
    provider: session.provider,
    verifiedAt: new Date(session.verifiedAtMs).toISOString(),
    expiresAt: new Date(session.expiresAtMs).toISOString(),
  };
}

/** What was sealed by a key that has been taken off is readable by nobody: it is there, and that is all there is to say. */
const UNREADABLE = { name: '', phone: '', birthDate: '' };

function unread(error: unknown): typeof UNREADABLE {
  if (error instanceof SealedContactError) return UNREADABLE;
  throw error;
}

async function rollsOf({ config, store }: ApiContext, personKey: string): Promise<MyData['rolls']> {
  const entries = await rollEntriesOf(store, personKey);
  return Promise.all(
    entries.map(async ({ campaignId, title, sealedEntry }) => {
      const { name, birthDate, phone } = await openRollEntry(config.sealingKeys, sealedEntry, personKey).catch(unread);
      return { campaignId, title, name, birthDate, phone };
    }),
  );
}

/** What the audit trail calls somebody whom staff looked for: a keyed hash of the phone they were looked for by. */
function namesInTrail({ config }: ApiContext, phones: readonly (string | null)[]): string[] {
  const known = new Set(phones.filter((phone) => phone !== null && phone !== ''));
  return [...known].map((phone) => blindIndexOf(config.personSecret, phone ?? '', 'audit'));
}
