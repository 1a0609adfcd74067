import { type StaffMember, staffMemberSchema } from '@sunbeon/core';
import { queryOptions } from '@tanstack/react-query';
import { createContext, use } from 'react';
import { ask } from './ask.ts';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => ask(staffMemberSchema, '/v1/staff/me', { signal }),
  staleTime: 60_000,
});

export const MeContext = createContext<StaffMember | null>(null);

/** Who is logged in; for pages within the frame only. */
export function useMe(): StaffMember {
  const me = use(MeContext);
  if (me === null) throw new TypeError('nobody is logged in on this page');
  return me;
}
