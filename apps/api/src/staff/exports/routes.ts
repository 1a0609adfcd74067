import { LOOKING, RUNNING, type StaffRoute } from '../staff-route.ts';
import { askPeople } from './ask-people.ts';
import { exportFile } from './export-file.ts';

/** What leaves the house as a file. */
export const exportRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/exports/sites.csv', roles: LOOKING, handle: (c) => exportFile(c, 'sites') },
  { method: 'get', path: '/v1/staff/exports/slots.csv', roles: LOOKING, handle: (c) => exportFile(c, 'slots') },
  { method: 'get', path: '/v1/staff/exports/bookings.csv', roles: LOOKING, handle: (c) => exportFile(c, 'bookings') },
  { method: 'get', path: '/v1/staff/exports/people.csv', roles: RUNNING, handle: (c) => exportFile(c, 'people') },
  { method: 'post', path: '/v1/staff/exports/people', roles: RUNNING, handle: askPeople },
];
