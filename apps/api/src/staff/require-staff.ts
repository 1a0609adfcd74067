import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem, STAFF_KEY_LOGIN, type StaffRole } from '@sunbeon/core';
import { findSession } from '@sunbeon/store';
import type { Request, RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { credentialOf, digestOf, refuseForeignOrigin } from './staff-credentials.ts';
import { type ActingStaff, setStaff } from './staff-of.ts';

/** A session that is not used ends after this long. */
const IDLE_MS = 30 * 60_000;

/** Whoever uses the staff key is a machine, or stands at the console of one: nothing could be kept from them. */
const KEY_HOLDER: ActingStaff = {
  id: STAFF_KEY_LOGIN,
  login: STAFF_KEY_LOGIN,
  name: STAFF_KEY_LOGIN,
  role: 'admin',
  siteId: null,
  sessionId: null,
};

/** Lets through who works here and has one of the roles, and notes who it is (`staffOf`). */
export function requireStaff(context: ApiContext, roles: ReadonlySet<StaffRole>): RequestHandler {
  const isStaffKey = staffKeyCheck(context.config.staffKey);
  return async (req, _res, next) => {
    const staff = await identified(context, req, isStaffKey);
    if (staff === null) throw new Problem('staff-login-required');
    if (!roles.has(staff.role)) throw new Problem('staff-forbidden', { role: staff.role });
    setStaff(req, staff);
    next();
  };
}

/** Whether whoever sent a request that is still being answered is logged in by now, and still has one of the roles. */
export async function isStillIn(context: ApiContext, req: Request, roles: readonly StaffRole[]): Promise<boolean> {
  const staff = await identified(context, req, staffKeyCheck(context.config.staffKey));
  return staff !== null && roles.includes(staff.role);
}

async function identified(
  { store }: ApiContext,
  req: Request,
  isStaffKey: (token: string) => boolean,
): Promise<ActingStaff | null> {
  const credential = credentialOf(req);
  if (credential === null) return null;
  if (!credential.byCookie && isStaffKey(credential.token)) return KEY_HOLDER;
  const session = await findSession(store, digestOf(credential.token), IDLE_MS);
  if (session === null) return null;
  refuseForeignOrigin(req, credential);
  return { ...session.member, sessionId: session.id };
}

/** Compared by digest, so that time tells nothing about the key. */
function staffKeyCheck(staffKey: string): (token: string) => boolean {
  const expected = sha256(staffKey);
  return (token) => timingSafeEqual(sha256(token), expected);
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
