import { changeRole } from './accounts/change-role.ts';
import { disableMember } from './accounts/disable-member.ts';
import { endSession } from './accounts/end-session.ts';
import { inviteMember } from './accounts/invite-member.ts';
import { listMemberSessions } from './accounts/list-member-sessions.ts';
import { listMembers } from './accounts/list-members.ts';
import { listOwnSessions } from './accounts/list-own-sessions.ts';
import { logIn } from './accounts/log-in.ts';
import { resetMember } from './accounts/reset-member.ts';
import { acceptInvitation, lookAtInvitation } from './accounts/take-up-invitation.ts';
import { whoAmI } from './accounts/who-am-i.ts';
import { approvalRoutes } from './approvals/routes.ts';
import { admitCaller } from './assisted/admit-caller.ts';
import { bookForCaller } from './assisted/book-for-caller.ts';
import { endAdmission } from './assisted/end-admission.ts';
import { listFreeSlots } from './assisted/list-free-slots.ts';
import { auditRoutes } from './audit/routes.ts';
import { bookingsRoutes } from './bookings/routes.ts';
import { cancelBooking } from './cancel-booking.ts';
import { changeAgentSeats } from './change-agent-seats.ts';
import { changeWindowState } from './change-window-state.ts';
import { clinicRoutes } from './clinic/routes.ts';
import { closeSite } from './close-site.ts';
import { closeSlots } from './close-slots.ts';
import { endConsent } from './consents/end-consent.ts';
import { findConsents } from './consents/find-consents.ts';
import { giveConsent } from './consents/give-consent.ts';
import { createWindow } from './create-window.ts';
import { deskRoutes } from './desk/routes.ts';
import { exportRoutes } from './exports/routes.ts';
import { findBookings } from './find-bookings.ts';
import { generateSlots } from './generate-slots.ts';
import { csvBody, importSlots } from './import-slots.ts';
import { importRoutes } from './imports/routes.ts';
import { listFailedMessages } from './list-failed-messages.ts';
import { listSealingKeys } from './list-sealing-keys.ts';
import { listWindows } from './list-windows.ts';
import { moveBooking } from './move-booking.ts';
import { moveWindow } from './move-window.ts';
import { nightRoutes } from './night/routes.ts';
import { pieceBody } from './pieces/piece-body.ts';
import { queueRoutes } from './queues/routes.ts';
import { requeueMessages } from './requeue-messages.ts';
import { listRollImports, showRollImport } from './roll/list-roll-imports.ts';
import { listRollRejects } from './roll/list-roll-rejects.ts';
import { startRollImport } from './roll/start-roll-import.ts';
import { takeRollPiece } from './roll/take-roll-piece.ts';
import { runRetention } from './run-retention.ts';
import { setNotice } from './set-notice.ts';
import { showRetention } from './show-retention.ts';
import { ADMIN, ALL, CLINIC, LOOKING, ON_THE_PHONE, RUNNING, type StaffRoute } from './staff-route.ts';
import { windowPlanRoutes } from './windows/routes.ts';

/**
 * Every route of the staff's door with the roles it allows: the one place that says so. Nothing is mounted there in any
 * other way, and a test asks each of these as each role.
 */
export const staffRoutes: readonly StaffRoute[] = [
  ...approvalRoutes,
  ...auditRoutes,
  { method: 'post', path: '/v1/staff/sessions', roles: 'everybody', handle: logIn },
  { method: 'get', path: '/v1/staff/sessions', roles: ALL, handle: listOwnSessions },
  { method: 'delete', path: '/v1/staff/sessions/:id', roles: ALL, handle: endSession },
  { method: 'get', path: '/v1/staff/me', roles: ALL, handle: whoAmI },
  { method: 'post', path: '/v1/staff/invitations/look', roles: 'everybody', handle: lookAtInvitation },
  { method: 'post', path: '/v1/staff/invitations/accept', roles: 'everybody', handle: acceptInvitation },
  { method: 'get', path: '/v1/staff/members', roles: ['admin', 'auditor'], handle: listMembers },
  { method: 'post', path: '/v1/staff/members', roles: ADMIN, handle: inviteMember },
  { method: 'get', path: '/v1/staff/members/:id/sessions', roles: ADMIN, handle: listMemberSessions },
  { method: 'post', path: '/v1/staff/members/:id/reset', roles: ADMIN, handle: resetMember },
  { method: 'post', path: '/v1/staff/members/:id/disable', roles: ADMIN, handle: disableMember },
  { method: 'post', path: '/v1/staff/members/:id/role', roles: ADMIN, handle: changeRole },
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
  { method: 'get', path: '/v1/staff/roll/imports', roles: LOOKING, handle: listRollImports },
  { method: 'post', path: '/v1/staff/roll/imports', roles: RUNNING, handle: startRollImport },
  { method: 'get', path: '/v1/staff/roll/imports/:id', roles: LOOKING, handle: showRollImport },
  {
    method: 'post',
    path: '/v1/staff/roll/imports/:id/pieces',
    roles: RUNNING,
    handle: takeRollPiece,
    body: pieceBody,
  },
  { method: 'get', path: '/v1/staff/roll/imports/:id/rejects', roles: LOOKING, handle: listRollRejects },
  { method: 'post', path: '/v1/staff/windows/:id/agent-seats', roles: RUNNING, handle: changeAgentSeats },
  { method: 'get', path: '/v1/staff/slots', roles: ALL, handle: listFreeSlots },
  { method: 'post', path: '/v1/staff/assisted/admissions', roles: ON_THE_PHONE, handle: admitCaller },
  { method: 'delete', path: '/v1/staff/assisted/admissions', roles: ON_THE_PHONE, handle: endAdmission },
  { method: 'post', path: '/v1/staff/assisted/bookings', roles: ON_THE_PHONE, handle: bookForCaller },
  { method: 'get', path: '/v1/staff/consents', roles: ON_THE_PHONE, handle: findConsents },
  { method: 'post', path: '/v1/staff/consents/:id/give', roles: ON_THE_PHONE, handle: giveConsent },
  { method: 'delete', path: '/v1/staff/consents/:id', roles: ON_THE_PHONE, handle: endConsent },
  { method: 'get', path: '/v1/staff/bookings', roles: ON_THE_PHONE, handle: findBookings },
  { method: 'delete', path: '/v1/staff/bookings/:id', roles: ON_THE_PHONE, handle: cancelBooking },
  { method: 'post', path: '/v1/staff/bookings/:id/move', roles: ON_THE_PHONE, handle: moveBooking },
  { method: 'post', path: '/v1/staff/slots/close', roles: CLINIC, handle: closeSlots },
  { method: 'post', path: '/v1/staff/sites/:id/close', roles: CLINIC, handle: closeSite },
  { method: 'get', path: '/v1/staff/messages/failed', roles: LOOKING, handle: listFailedMessages },
  { method: 'post', path: '/v1/staff/messages/requeue', roles: RUNNING, handle: requeueMessages },
  { method: 'get', path: '/v1/staff/retention', roles: LOOKING, handle: showRetention },
  { method: 'post', path: '/v1/staff/retention/run', roles: ADMIN, handle: runRetention },
  { method: 'get', path: '/v1/staff/sealing-keys', roles: LOOKING, handle: listSealingKeys },
  ...clinicRoutes,
  ...exportRoutes,
  ...importRoutes,
  ...bookingsRoutes,
  ...deskRoutes,
  ...nightRoutes,
  ...queueRoutes,
  ...windowPlanRoutes,
];
