import { changeMember } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { memberIdOf } from './member-id-of.ts';

/** `POST /v1/staff/members/:id/disable`: out at once, everywhere. */
export const disableMember =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    res.json(await changeMember(store, memberIdOf(req), { kind: 'disable' }, actorOf(req)));
  };
