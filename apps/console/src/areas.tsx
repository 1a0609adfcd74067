import { type StaffRole, staffRoles, type Translated } from '@sunbeon/core';
import { type ComponentType, lazy } from 'react';
import { AwaitingMark } from './approvals/awaiting-mark.tsx';
import { urls } from './urls.ts';

/** A part of the console: the routes below its path, and its entry in the navigation. */
export interface Area {
  /** As react-router matches it; pages within an area are routes of its element. */
  readonly path: string;
  /** The address of its entry in the navigation; `null` without one. */
  readonly entry: string | null;
  readonly page: ComponentType;
  readonly name: Translated;
  /** Whom it is shown to; what they may do there is decided by the server. */
  readonly roles: readonly StaffRole[];
  /** Stands beside its name in the navigation: what waits there. */
  readonly mark?: ComponentType;
  /** Shown without header and navigation, and over the whole width. */
  readonly bare?: boolean;
}

/**
 * Every area, in the order of the navigation: routes and navigation are made from this list alone. The first one somebody
 * may see is where they begin.
 */
export const areas: readonly Area[] = [
  {
    path: urls.night(),
    entry: urls.night(),
    page: lazy(async () => ({ default: (await import('./night/night-page.tsx')).NightPage })),
    name: { ko: '현황', en: 'Tonight' },
    roles: ['admin', 'operator', 'auditor'],
  },
  {
    path: urls.wall(),
    entry: null,
    page: lazy(async () => ({ default: (await import('./night/wall-page.tsx')).WallPage })),
    name: { ko: '벽면 화면', en: 'Wall display' },
    roles: ['admin', 'operator', 'auditor'],
    bare: true,
  },
  {
    path: '/windows/*',
    entry: urls.windows(),
    page: lazy(async () => ({ default: (await import('./windows/windows-page.tsx')).WindowsPage })),
    name: { ko: '예약 창', en: 'Windows' },
    roles: ['admin', 'operator', 'auditor'],
  },
  {
    path: '/clinic/*',
    entry: urls.clinic(),
    page: lazy(async () => ({ default: (await import('./clinic/clinic-page.tsx')).ClinicPage })),
    name: { ko: '의료기관', en: 'Clinics' },
    roles: ['admin', 'operator', 'clinic'],
  },
  {
    path: '/desk',
    entry: urls.desk(),
    page: lazy(async () => ({ default: (await import('./desk/desk-page.tsx')).DeskPage })),
    name: { ko: '전화 상담', en: 'Calls' },
    roles: ['admin', 'operator', 'agent'],
  },
  {
    path: '/bookings/*',
    entry: urls.bookings(),
    page: lazy(async () => ({ default: (await import('./bookings/bookings-page.tsx')).BookingsPage })),
    name: { ko: '예약', en: 'Bookings' },
    roles: ['admin', 'operator', 'clinic', 'auditor'],
  },
  {
    path: '/data/*',
    entry: urls.data(),
    page: lazy(async () => ({ default: (await import('./data/data-page.tsx')).DataPage })),
    name: { ko: '파일', en: 'Files' },
    roles: ['admin', 'operator', 'auditor'],
  },
  {
    path: '/approvals/*',
    entry: urls.approvals(),
    page: lazy(async () => ({ default: (await import('./approvals/approvals-page.tsx')).ApprovalsPage })),
    name: { ko: '승인', en: 'Approvals' },
    roles: ['admin', 'operator', 'clinic', 'auditor'],
    mark: AwaitingMark,
  },
  {
    path: '/audit',
    entry: urls.audit(),
    page: lazy(async () => ({ default: (await import('./audit/audit-page.tsx')).AuditPage })),
    name: { ko: '감사 기록', en: 'Audit trail' },
    roles: ['admin', 'operator', 'auditor'],
  },
  {
    path: '/staff/*',
    entry: urls.staff(),
    page: lazy(async () => ({ default: (await import('./members/members-page.tsx')).MembersPage })),
    name: { ko: '직원', en: 'Staff' },
    roles: ['admin', 'auditor'],
  },
  {
    path: '/account',
    entry: null,
    page: lazy(async () => ({ default: (await import('./account/account-page.tsx')).AccountPage })),
    name: { ko: '내 계정', en: 'My account' },
    roles: staffRoles,
  },
];

/** Where somebody begins: the first entry of their navigation. */
export function homeOf(role: StaffRole): string {
  return areas.find(({ entry, roles }) => entry !== null && roles.includes(role))?.entry ?? urls.account();
}
