import { ALL, CLINIC, type StaffRoute } from '../staff-route.ts';
import { blockTime } from './block-time.ts';
import { changeCapacity } from './change-capacity.ts';
import { changeHours } from './change-hours.ts';
import { downloadDay } from './download-day.ts';
import { layOutSite } from './lay-out-site.ts';
import { listBlocks } from './list-blocks.ts';
import { listStaffSites } from './list-staff-sites.ts';
import { noteVisit } from './note-visit.ts';
import { reduceCapacity } from './reduce-capacity.ts';
import { showDay } from './show-day.ts';
import { showHours } from './show-hours.ts';
import { showSite } from './show-site.ts';
import { showWeek } from './show-week.ts';
import { unblockTime } from './unblock-time.ts';

/** The clinic desk. Whoever works at a clinic is let to their own site by each of these alone (`ownSite`). */
export const clinicRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/sites', roles: ALL, handle: listStaffSites },
  { method: 'get', path: '/v1/staff/sites/:id', roles: CLINIC, handle: showSite },
  { method: 'get', path: '/v1/staff/sites/:id/hours', roles: CLINIC, handle: showHours },
  { method: 'put', path: '/v1/staff/sites/:id/hours', roles: CLINIC, handle: changeHours },
  { method: 'get', path: '/v1/staff/sites/:id/blocks', roles: CLINIC, handle: listBlocks },
  { method: 'post', path: '/v1/staff/sites/:id/blocks', roles: CLINIC, handle: blockTime },
  { method: 'delete', path: '/v1/staff/sites/:id/blocks/:block', roles: CLINIC, handle: unblockTime },
  { method: 'get', path: '/v1/staff/sites/:id/week', roles: CLINIC, handle: showWeek },
  { method: 'post', path: '/v1/staff/sites/:id/slots', roles: CLINIC, handle: layOutSite },
  // Before the list: its last part would be taken for a day.
  { method: 'get', path: '/v1/staff/sites/:id/days/:day.csv', roles: CLINIC, handle: downloadDay },
  { method: 'get', path: '/v1/staff/sites/:id/days/:day', roles: CLINIC, handle: showDay },
  { method: 'put', path: '/v1/staff/slots/:id/capacity', roles: CLINIC, handle: changeCapacity },
  { method: 'post', path: '/v1/staff/slots/:id/reduce', roles: CLINIC, handle: reduceCapacity },
  { method: 'post', path: '/v1/staff/bookings/:id/visit', roles: CLINIC, handle: noteVisit },
];
