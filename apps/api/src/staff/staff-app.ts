import { type Express, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { setUpApp } from '../set-up-app.ts';
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
import { requireStaff } from './require-staff.ts';
import { runRetention } from './run-retention.ts';
import { setNotice } from './set-notice.ts';
import { showRetention } from './show-retention.ts';

/** The staff's own door: nothing here exists on the public port. */
export function createStaffApp(context: ApiContext): Express {
  const routes = Router();
  routes.use('/v1/staff', requireStaff(context));
  routes.get('/v1/staff/windows', listWindows(context));
  routes.post('/v1/staff/windows', createWindow(context));
  routes.post('/v1/staff/windows/:id/pause', changeWindowState(context, 'pause'));
  routes.post('/v1/staff/windows/:id/resume', changeWindowState(context, 'resume'));
  routes.post('/v1/staff/windows/:id/close', changeWindowState(context, 'close'));
  routes.post('/v1/staff/windows/:id/move', moveWindow(context));
  routes.post('/v1/staff/windows/:id/notice', setNotice(context));
  routes.delete('/v1/staff/windows/:id/notice', setNotice(context));
  routes.post('/v1/staff/windows/:id/slots', generateSlots(context));
  routes.post('/v1/staff/windows/:id/slots/import', csvBody, importSlots(context));
  routes.get('/v1/staff/bookings', findBookings(context));
  routes.delete('/v1/staff/bookings/:id', cancelBooking(context));
  routes.post('/v1/staff/bookings/:id/move', moveBooking(context));
  routes.post('/v1/staff/slots/close', closeSlots(context));
  routes.post('/v1/staff/sites/:id/close', closeSite(context));
  routes.get('/v1/staff/messages/failed', listFailedMessages(context));
  routes.post('/v1/staff/messages/requeue', requeueMessages(context));
  routes.get('/v1/staff/retention', showRetention(context));
  routes.post('/v1/staff/retention/run', runRetention(context));
  routes.get('/v1/staff/sealing-keys', listSealingKeys(context));
  return setUpApp(context, routes);
}
