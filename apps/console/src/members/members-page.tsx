import { Route, Routes } from 'react-router';
import { UnknownPart } from '../frame/unknown-page.tsx';
import { InvitePage } from './invite-page.tsx';
import { MemberListPage } from './member-list-page.tsx';
import { MemberPage } from './member-page.tsx';

/** Everybody who works here: the list, an account, a new one. */
export function MembersPage() {
  return (
    <Routes>
      <Route index element={<MemberListPage />} />
      <Route path="new" element={<InvitePage />} />
      <Route path=":id" element={<MemberPage />} />
      <Route path="*" element={<UnknownPart />} />
    </Routes>
  );
}
