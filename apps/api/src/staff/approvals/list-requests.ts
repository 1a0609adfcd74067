import { approvalsQuerySchema, Problem, type StaffRole } from '@sunbeon/core';
import { countAwaiting, findApproval, listApprovals } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { staffOf } from '../staff-of.ts';
import { LOOKING } from '../staff-route.ts';
import { approvalIdOf } from './decider-of.ts';

/** Others see what they asked for themselves. */
const seesAll: ReadonlySet<StaffRole> = new Set(LOOKING);

/** `GET /v1/staff/approvals`: requests for a second person, and how many wait for the one who looks. */
export const listRequests =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const staff = staffOf(req);
    const query = approvalsQuerySchema.parse(req.query);
    const askedBy = seesAll.has(staff.role) ? undefined : staff.login;
    const [page, awaiting] = await Promise.all([
      listApprovals(store, { ...query, askedBy }),
      countAwaiting(store, staff),
    ]);
    res.set('Cache-Control', 'no-store').json({ ...page, awaiting });
  };

/** `GET /v1/staff/approvals/:id` */
export const showRequest =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { role, login } = staffOf(req);
    const approval = await findApproval(store, approvalIdOf(req));
    if (approval === null || !(seesAll.has(role) || approval.askedBy === login)) throw new Problem('approval-unknown');
    res.set('Cache-Control', 'no-store').json(approval);
  };
