import { Route, Routes } from 'react-router';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { ApprovalListPage } from './approval-list-page.tsx';
import { ApprovalPage } from './approval-page.tsx';

/** What takes two people: everything that waits, and each request by itself. */
export function ApprovalsPage() {
  return (
    <Routes>
      <Route index element={<ApprovalListPage />} />
      <Route path=":id" element={<ApprovalPage />} />
      <Route path="*" element={<UnknownPart />} />
    </Routes>
  );
}
