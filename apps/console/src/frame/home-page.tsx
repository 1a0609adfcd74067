import { staffRoles } from '@sunbeon/core';
import { Navigate } from 'react-router';
import { useMe } from '../api/me.ts';
import { homeOf } from '../areas.tsx';
import { Frame } from './frame.tsx';

/** Leads to where one's role begins. */
export function HomePage() {
  return (
    <Frame roles={staffRoles}>
      <ToOwnHome />
    </Frame>
  );
}

function ToOwnHome() {
  const { role } = useMe();
  return <Navigate to={homeOf(role)} replace />;
}
