import { Problem, type StaffMember } from '@sunbeon/core';
import type { Actor } from '@sunbeon/store';
import type { Request } from 'express';

/** Who sent a request: a member of staff, or whoever uses the staff key. */
export interface ActingStaff extends StaffMember {
  /** The session they act in; `null` for the staff key. */
  readonly sessionId: string | null;
}

const acting = new WeakMap<Request, ActingStaff>();

/** Notes who sent a request, once that is known for certain. */
export function setStaff(req: Request, staff: ActingStaff): void {
  acting.set(req, staff);
}

/** Who sent the request. @throws {Problem} `staff-login-required` on a route that asks nobody who they are */
export function staffOf(req: Request): ActingStaff {
  const staff = acting.get(req);
  if (staff === undefined) throw new Problem('staff-login-required');
  return staff;
}

/** Who sent the request, as the audit trail names them: by the login, which is never given to somebody else. */
export function actorOf(req: Request): Actor {
  const { login, role } = staffOf(req);
  return { kind: role === 'agent' ? 'agent' : 'staff', id: login };
}
