import type { SealingKeys } from '@sunbeon/core';
import { sealingKeyUse } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

/** `GET /v1/staff/sealing-keys`: how much each key still seals, so that one that seals nothing may go. */
export const listSealingKeys =
  ({ store }: ApiContext): RequestHandler =>
  async (_req, res) => {
    const body: SealingKeys = { keys: await sealingKeyUse(store) };
    res.json(body);
  };
