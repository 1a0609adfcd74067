import { LOOKING, RUNNING, type StaffRoute } from '../staff-route.ts';
import { listMinutes } from './list-minutes.ts';
import { setPace } from './set-pace.ts';
import { showNight } from './show-night.ts';
import { watchNight } from './watch-night.ts';

/** The night at a glance. */
export const nightRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/night', roles: LOOKING, handle: showNight },
  { method: 'get', path: '/v1/staff/night/events', roles: LOOKING, handle: watchNight },
  { method: 'get', path: '/v1/staff/windows/:id/minutes', roles: LOOKING, handle: listMinutes },
  { method: 'post', path: '/v1/staff/windows/:id/pace', roles: RUNNING, handle: setPace },
];
