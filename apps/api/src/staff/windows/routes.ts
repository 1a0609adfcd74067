import { ALL, LOOKING, RUNNING, type StaffRoute } from '../staff-route.ts';
import { changeDraft } from './change-draft.ts';
import { makeRotation } from './make-rotation.ts';
import { removeDraft } from './remove-draft.ts';
import { scheduleWindow } from './schedule-window.ts';
import { showChecklist } from './show-checklist.ts';
import { showCoverage } from './show-coverage.ts';
import { showWindow } from './show-window.ts';

/** Planning windows, until they are scheduled. */
export const windowPlanRoutes: readonly StaffRoute[] = [
  { method: 'post', path: '/v1/staff/windows/coverage', roles: LOOKING, handle: showCoverage },
  { method: 'post', path: '/v1/staff/rotations', roles: RUNNING, handle: makeRotation },
  { method: 'get', path: '/v1/staff/windows/:id', roles: ALL, handle: showWindow },
  { method: 'put', path: '/v1/staff/windows/:id', roles: RUNNING, handle: changeDraft },
  { method: 'delete', path: '/v1/staff/windows/:id', roles: RUNNING, handle: removeDraft },
  { method: 'get', path: '/v1/staff/windows/:id/checklist', roles: LOOKING, handle: showChecklist },
  { method: 'post', path: '/v1/staff/windows/:id/schedule', roles: RUNNING, handle: scheduleWindow },
];
