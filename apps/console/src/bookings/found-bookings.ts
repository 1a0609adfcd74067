import { type BookingRow, bookingNumberRange, bookingRowSchema } from '@sunbeon/core';
import { type FetchPage, pagesOf } from '../api/fetch-page.ts';

/** Pages without a row asked for in one go: at 2,000 bookings each more than there are in a night. */
const MOST_EMPTY_PAGES = 500;

/**
 * The list of bookings by some filters. The server looks through so many at a time and may find none of them fitting: it is
 * asked on until there is a row to show or the list is over. What no number begins with is not sent to it.
 */
export function foundBookings(filters: Readonly<Record<string, string>>): FetchPage<BookingRow> {
  const fetchPage = pagesOf(bookingRowSchema, '/v1/staff/bookings/list', filters);
  return async (question) => {
    if (question.search !== '' && bookingNumberRange(question.search) === null) return { rows: [], next: null };
    let page = await fetchPage(question);
    for (let turn = 1; page.rows.length === 0 && page.next !== null && turn < MOST_EMPTY_PAGES; turn += 1) {
      page = await fetchPage({ ...question, after: page.next });
    }
    return page;
  };
}
