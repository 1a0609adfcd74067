import type { ErasedView } from '@sunbeon/core';
import { eraseExpired } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

const DAY_MS = 86_400_000;
/** Rows of one kind erased by one transaction, and transactions of one call: a call answers in a few seconds. */
const BATCH_ROWS = 500;
const MAX_BATCHES = 20;

/** `POST /v1/staff/retention/run`: forgets whoever is due, as the worker does once an hour; call again while there is more. */
export const runRetention =
  ({ store, config: { retentionDays } }: ApiContext): RequestHandler =>
  async (req, res) => {
    const olderThan = new Date(Date.now() - retentionDays * DAY_MS);
    const sum: ErasedView = {
      bookings: 0,
      messages: 0,
      requests: 0,
      setAside: 0,
      rollEntries: 0,
      consents: 0,
      more: false,
    };
    let batches = 0;
    for await (const erased of eraseExpired(store, { olderThan, limit: BATCH_ROWS, actor: actorOf(req).id })) {
      sum.bookings += erased.bookings;
      sum.messages += erased.messages;
      sum.requests += erased.requests;
      sum.setAside += erased.setAside;
      sum.rollEntries += erased.rollEntries;
      sum.consents += erased.consents;
      batches += 1;
      sum.more = batches === MAX_BATCHES;
      if (sum.more) break;
    }
    res.json(sum);
  };
