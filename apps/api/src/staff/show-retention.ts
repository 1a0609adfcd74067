import type { Retention } from '@sunbeon/core';
import { keptCampaigns } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

const DAY_MS = 86_400_000;

/** `GET /v1/staff/retention`: which campaigns still know their people, and until when. */
export const showRetention =
  ({ store, config: { retentionDays } }: ApiContext): RequestHandler =>
  async (_req, res) => {
    const campaigns = await keptCampaigns(store);
    const body: Retention = {
      retentionDays,
      campaigns: campaigns.map(({ endsAt, ...campaign }) => ({
        ...campaign,
        endsAt: endsAt.toISOString(),
        erasesAt: new Date(endsAt.getTime() + retentionDays * DAY_MS).toISOString(),
      })),
    };
    res.json(body);
  };
