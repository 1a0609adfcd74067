import type { StaffRole } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';

/** One route of the staff's door: what it is asked by, who may, and what it does. */
export interface StaffRoute {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  /** Whom it lets through; `everybody`: also who has not said who they are. */
  readonly roles: readonly StaffRole[] | 'everybody';
  readonly handle: (context: ApiContext) => RequestHandler;
  /** What reads the body, where it is no JSON. */
  readonly body?: RequestHandler;
}

/* Who may do what. `admin` may everything, and `auditor` sees what an admin sees of the house, and nobody's booking. */
export const ADMIN = ['admin'] as const;
export const RUNNING = ['admin', 'operator'] as const;
export const LOOKING = ['admin', 'operator', 'auditor'] as const;
/** Each clinic for its own site: `ownSite`. */
export const CLINIC = ['admin', 'operator', 'clinic'] as const;
export const ON_THE_PHONE = ['admin', 'operator', 'agent'] as const;
export const ALL = ['admin', 'operator', 'clinic', 'agent', 'auditor'] as const;
