import { ALL, RUNNING, type StaffRoute } from '../staff-route.ts';
import { approveRequest } from './approve-request.ts';
import { endRequest } from './end-request.ts';
import { listRequests, showRequest } from './list-requests.ts';

const ASKING = ['admin', 'operator', 'clinic'] as const;

/** What takes two people. Whether a role may decide this very request is looked at once it is held. */
export const approvalRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/approvals', roles: ALL, handle: listRequests },
  { method: 'get', path: '/v1/staff/approvals/:id', roles: ALL, handle: showRequest },
  { method: 'post', path: '/v1/staff/approvals/:id/approve', roles: RUNNING, handle: approveRequest },
  { method: 'post', path: '/v1/staff/approvals/:id/refuse', roles: RUNNING, handle: (c) => endRequest(c, 'refused') },
  {
    method: 'post',
    path: '/v1/staff/approvals/:id/withdraw',
    roles: ASKING,
    handle: (c) => endRequest(c, 'withdrawn'),
  },
];
