import {
  type CivilDate,
  composedBookingNumber,
  type DayBooking,
  type DayList,
  dayListSchema,
  type Visit,
  visitSchema,
} from '@sunbeon/core';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { sitePath } from './site-queries.ts';

/** Looked at only when somebody asks: every look at the names is in the audit trail. */
export const dayQuery = (siteId: string, day: CivilDate) =>
  queryOptions({
    queryKey: ['day-list', siteId, day],
    queryFn: ({ signal }) => ask(dayListSchema, sitePath(siteId, `/days/${day}`), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // Names are kept no longer than they are shown.
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Notes whether somebody came, and shows it on the list without opening all names again. */
export function useVisit(siteId: string, day: CivilDate) {
  const queries = useQueryClient();
  const { queryKey } = dayQuery(siteId, day);
  return useMutation({
    mutationFn: ({ bookingId, visit }: { readonly bookingId: string; readonly visit: Visit | null }) =>
      ask(visitSchema, `/v1/staff/bookings/${bookingId}/visit`, { method: 'POST', body: { visit } }),
    onSuccess: ({ bookingId, visit, visitedAt }) => {
      queries.setQueryData<DayList>(queryKey, (list) =>
        list === undefined
          ? list
          : {
              ...list,
              bookings: list.bookings.map((one) => (one.bookingId === bookingId ? { ...one, visit, visitedAt } : one)),
            },
      );
    },
  });
}

/** Characters of a booking number that have to be typed at least. */
const FEWEST_CHARACTERS = 4;

/** Whose booking number begins as typed: exactly one, `none`, or `several`. */
export function bookingTyped(bookings: readonly DayBooking[], typed: string): DayBooking | 'none' | 'several' {
  const number = composedBookingNumber(typed);
  const found = number.length < FEWEST_CHARACTERS ? [] : bookings.filter((one) => one.number.startsWith(number));
  return found.length > 1 ? 'several' : (found[0] ?? 'none');
}
