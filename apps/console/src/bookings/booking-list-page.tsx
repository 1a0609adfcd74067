import type { BookingRow } from '@sunbeon/core';
import { PageTitle } from '../parts/page-title.tsx';
import { PagedTable } from '../parts/paged-table.tsx';
import type { Column } from '../parts/table-rows.tsx';
import { messageStateWords } from '../text/message-words.ts';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { BookingFilters } from './booking-filters.tsx';
import { foundBookings } from './found-bookings.ts';
import { useFilters } from './use-filters.ts';
import { bookingStateWords, bookingWords } from './words.ts';

/** Every booking by window, clinic, district, state, day or number; nothing of a person. */
export function BookingListPage() {
  const words = useWords(bookingWords);
  const columns = useColumns();
  const { filters, change } = useFilters();
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      <PagedTable
        caption={words.title}
        queryKey={['bookings', filters]}
        fetchPage={foundBookings(filters)}
        columns={columns}
        rowKey={({ id }) => id}
        search={words.search}
        filters={<BookingFilters filters={filters} onChange={change} />}
        urlOf={({ id }) => urls.booking(id)}
        empty={words.empty}
      />
    </>
  );
}

function useColumns(): readonly Column<BookingRow>[] {
  const words = useWords(bookingWords);
  const states = useWords(bookingStateWords);
  const messages = useWords(messageStateWords);
  const language = useLanguage();
  return [
    { key: 'number', name: words.number, cell: ({ number }) => <span className="number">{number}</span> },
    { key: 'state', name: words.state, cell: ({ state }) => <span className={`state-${state}`}>{states[state]}</span> },
    { key: 'startsAt', name: words.startsAt, cell: ({ startsAt }) => momentText(startsAt, language) },
    {
      key: 'site',
      name: words.site,
      cell: ({ siteName, municipality }) => (
        <>
          {siteName} <span className="soft">{municipality}</span>
        </>
      ),
    },
    { key: 'product', name: words.product, cell: ({ product, dose }) => `${product}, ${words.doseOf(dose)}` },
    {
      key: 'message',
      name: words.message,
      cell: ({ message }) => (message === null ? words.noMessage : messages[message]),
    },
    { key: 'bookedAt', name: words.bookedAt, cell: ({ bookedAt }) => momentText(bookedAt, language) },
  ];
}
