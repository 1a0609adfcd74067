import { memberRoleBodySchema } from '@sunbeon/core';
import { changeMember } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf } from '../staff-of.ts';
import { memberIdOf } from './member-id-of.ts';

/** `POST /v1/staff/members/:id/role`: somebody else's, and they log in anew. */
export const changeRole =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const change = memberRoleBodySchema.parse(req.body);
    res.json(await changeMember(store, memberIdOf(req), { kind: 'role', ...change }, actorOf(req)));
  };
