import type { StaffRole } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { cancelBooking } from './cancel-booking.ts';
import { changeWindowState } from './change-window-state.ts';
import { closeSite } from './close-site.ts';
import { closeSlots } from './close-slots.ts';
import { createWindow } from './create-window.ts';
import { findBookings } from './find-bookings.ts';
import { generateSlots } from './generate-slots.ts';
import { csvBody, importSlots } from './import-slots.ts';
import { listFailedMessages } from './list-failed-messages.ts';
import { listSealingKeys } from './list-sealing-keys.ts';
import { listWindows } from './list-windows.ts';
import { moveBooking } from './move-booking.ts';
import { moveWindow } from './move-window.ts';
import { requeueMessages } from './requeue-messages.ts';
import { runRetention } from './run-retention.ts';
import { setNotice } from './set-notice.ts';
import { showRetention } from './show-retention.ts';

/** One route of the staff's door: what it is asked by, who may, and what it does. */
export interface StaffRoute {
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  /** Whom it lets through; `everybody`: also who has not said who they are. */
  readonly roles: readonly StaffRole[] | 'everybody';
  readonly handle: (context: ApiContext) => RequestHandler;
  /** What reads the body, where it is no JSON. */
  readonly body?: RequestHandler;
}

/* Who may do what. `admin` may everything, and `auditor` sees what an admin sees of the house, and nobody's booking. */
const ADMIN = ['admin'] as const;
const RUNNING = ['admin', 'operator'] as const;
const LOOKING = ['admin', 'operator', 'auditor'] as const;
const ON_THE_PHONE = ['admin', 'operator', 'agent'] as const;
const ALL = ['admin', 'operator', 'clinic', 'agent', 'auditor'] as const;

/**
 * Every route of the staff's door with the roles it allows: the one place that says so. Nothing is mounted there in any
 * other way, and a test asks each of these as each role.
 */
export const staffRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/windows', roles: ALL, handle: listWindows },
  { method: 'post', path: '/v1/staff/windows', roles: RUNNING, handle: createWindow },
  { method: 'post', path: '/v1/staff/windows/:id/pause', roles: RUNNING, handle: (c) => changeWindowState(c, 'pause') },
  {
    method: 'post',
    path: '/v1/staff/windows/:id/resume',
    roles: RUNNING,
    handle: (c) => changeWindowState(c, 'resume'),
  },
  { method: 'post', path: '/v1/staff/windows/:id/close', roles: RUNNING, handle: (c) => changeWindowState(c, 'close') },
  { method: 'post', path: '/v1/staff/windows/:id/move', roles: RUNNING, handle: moveWindow },
  { method: 'post', path: '/v1/staff/windows/:id/notice', roles: RUNNING, handle: setNotice },
  { method: 'delete', path: '/v1/staff/windows/:id/notice', roles: RUNNING, handle: setNotice },
  { method: 'post', path: '/v1/staff/windows/:id/slots', roles: RUNNING, handle: generateSlots },
  { method: 'post', path: '/v1/staff/windows/:id/slots/import', roles: RUNNING, handle: importSlots, body: csvBody },
  { method: 'get', path: '/v1/staff/bookings', roles: ON_THE_PHONE, handle: findBookings },
  { method: 'delete', path: '/v1/staff/bookings/:id', roles: ON_THE_PHONE, handle: cancelBooking },
  { method: 'post', path: '/v1/staff/bookings/:id/move', roles: ON_THE_PHONE, handle: moveBooking },
  { method: 'post', path: '/v1/staff/slots/close', roles: RUNNING, handle: closeSlots },
  { method: 'post', path: '/v1/staff/sites/:id/close', roles: RUNNING, handle: closeSite },
  { method: 'get', path: '/v1/staff/messages/failed', roles: LOOKING, handle: listFailedMessages },
  { method: 'post', path: '/v1/staff/messages/requeue', roles: RUNNING, handle: requeueMessages },
  { method: 'get', path: '/v1/staff/retention', roles: LOOKING, handle: showRetention },
  { method: 'post', path: '/v1/staff/retention/run', roles: ADMIN, handle: runRetention },
  { method: 'get', path: '/v1/staff/sealing-keys', roles: LOOKING, handle: listSealingKeys },
];
