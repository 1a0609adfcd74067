import { type Express, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { setUpApp } from '../set-up-app.ts';
import { myBookings } from './my-bookings.ts';
import { windowDraw } from './window-draw.ts';

/** Citizens' routes that need Postgres; the gate forwards them, a bounded number at a time. */
export function createCitizenApp(context: ApiContext): Express {
  const routes = Router();
  routes.get('/v1/bookings/me', myBookings(context));
  routes.get('/v1/windows/:id/draw', windowDraw(context));
  return setUpApp(context, routes);
}
