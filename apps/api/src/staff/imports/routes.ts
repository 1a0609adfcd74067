import { pieceBody } from '../pieces/piece-body.ts';
import { LOOKING, RUNNING, type StaffRoute } from '../staff-route.ts';
import { listImportRejects } from './list-import-rejects.ts';
import { listImports, showImport } from './list-imports.ts';
import { startImport } from './start-import.ts';
import { takeImportPiece } from './take-import-piece.ts';

/** Files of sites and of slots on their way in. */
export const importRoutes: readonly StaffRoute[] = [
  { method: 'get', path: '/v1/staff/imports', roles: LOOKING, handle: listImports },
  { method: 'post', path: '/v1/staff/imports', roles: RUNNING, handle: startImport },
  { method: 'get', path: '/v1/staff/imports/:id', roles: LOOKING, handle: showImport },
  {
    method: 'post',
    path: '/v1/staff/imports/:id/pieces',
    roles: RUNNING,
    handle: takeImportPiece,
    body: pieceBody,
  },
  { method: 'get', path: '/v1/staff/imports/:id/rejects', roles: LOOKING, handle: listImportRejects },
];
