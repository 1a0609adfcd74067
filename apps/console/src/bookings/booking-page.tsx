import { type BookingHistory, bookingHistorySchema } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { ask } from '../api/ask.ts';
import { useMe } from '../api/me.ts';
import { Facts } from '../parts/facts.tsx';
import { PageTitle } from '../parts/page-title.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { countText, momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { MessageTable, OfferTable, TrailTable } from './history-tables.tsx';
import { bookingStateWords, bookingWords, makerWords } from './words.ts';

/** One booking: what it is now, and what became of it. */
export function BookingPage() {
  const words = useWords(bookingWords);
  const { id = '' } = useParams();
  const { data, error } = useQuery({
    queryKey: ['booking', id],
    queryFn: ({ signal }) => ask(bookingHistorySchema, `/v1/staff/bookings/${encodeURIComponent(id)}`, { signal }),
  });
  return (
    <>
      <PageTitle beside={<Link to={urls.bookings()}>{words.backToList}</Link>}>
        {data?.booking.number ?? words.title}
      </PageTitle>
      <ProblemNote problem={error} />
      {data === undefined && error === null ? <Progress /> : null}
      {data === undefined ? null : (
        <>
          <BookingFacts history={data} />
          <MessageTable messages={data.messages} />
          <OfferTable offers={data.offers} />
          <TrailTable trail={data.trail} />
        </>
      )}
    </>
  );
}

function BookingFacts({ history: { booking, request, otherDose } }: { readonly history: BookingHistory }) {
  const words = useWords(bookingWords);
  const states = useWords(bookingStateWords);
  const makers = useWords(makerWords);
  const language = useLanguage();
  const { visit, erasedAt, version } = booking;
  const seesWindows = useMe().role !== 'clinic';
  return (
    <Facts
      facts={[
        [words.state, states[booking.state]],
        [words.startsAt, momentText(booking.startsAt, language)],
        [words.site, `${booking.siteName} (${booking.municipality})`],
        [words.product, `${booking.product}, ${words.doseOf(booking.dose)}`],
        [
          words.window,
          seesWindows ? <Link to={urls.window(booking.windowId)}>{booking.windowId}</Link> : booking.windowId,
        ],
        [words.bookedAt, momentText(booking.bookedAt, language)],
        [words.madeBy, makers[booking.madeBy]],
        [words.line, request === null ? null : countText(request.number)],
        [words.received, request === null ? null : momentText(request.receivedAt, language)],
        [words.version, version === 1 ? null : words.times(version - 1)],
        [words.visit, visit === null ? null : words.visits[visit]],
        [words.otherDose, otherDose && <Link to={urls.booking(otherDose.id)}>{otherDose.number}</Link>],
        [words.erased, erasedAt === null ? null : momentText(erasedAt, language)],
      ]}
    />
  );
}
