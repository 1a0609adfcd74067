import { type Express, Router } from 'express';
import type { ApiContext } from '../context.ts';
import { setUpApp } from '../set-up-app.ts';
import { changeWindowState } from './change-window-state.ts';
import { createWindow } from './create-window.ts';
import { generateSlots } from './generate-slots.ts';
import { csvBody, importSlots } from './import-slots.ts';
import { listWindows } from './list-windows.ts';
import { moveWindow } from './move-window.ts';
import { requireStaff } from './require-staff.ts';

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
  routes.post('/v1/staff/windows/:id/slots', generateSlots(context));
  routes.post('/v1/staff/windows/:id/slots/import', csvBody, importSlots(context));
  return setUpApp(context, routes);
}
