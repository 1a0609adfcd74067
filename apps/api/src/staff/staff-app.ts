import { staffRoles } from '@sunbeon/core';
import { type Express, type RequestHandler, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { setUpApp } from '../set-up-app.ts';
import { consoleHeaders, consolePages } from './console-pages.ts';
import { previewPages } from './preview-pages.ts';
import { BOARD_PATH } from './queues/queue-board.ts';
import { requireStaff } from './require-staff.ts';
import type { StaffRoute } from './staff-route.ts';
import { staffRoutes } from './staff-routes.ts';

/** The staff's own door, with connections of its own to Postgres: nothing here exists on the public port. */
export function createStaffApp(context: ApiContext): Express {
  const behind: ApiContext = { ...context, store: context.staffStore };
  const routes = Router();
  routes.use(['/v1', `${BOARD_PATH}/api`], keptByNobody);
  for (const route of staffRoutes) mount(behind, routes, route);
  // Whoever has not said who they are learns nothing about what else might be there.
  routes.use('/v1/staff', requireStaff(behind, new Set(staffRoles)));
  routes.use(previewPages(context.config));
  routes.use(consolePages(context.config));
  return setUpApp(behind, routes, consoleHeaders);
}

/** What staff are shown is for that moment and for them. */
const keptByNobody: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};

function mount(context: ApiContext, routes: Router, { method, path, roles, handle, body }: StaffRoute): void {
  const guard = roles === 'everybody' ? [] : [requireStaff(context, new Set(roles))];
  const reader = body === undefined ? [] : [body];
  routes[method](path, ...guard, ...reader, handle(context));
}
