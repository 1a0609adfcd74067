import type { BookedSlot } from '@sunbeon/core';
import { say } from '../text/language.ts';
import { Booked } from './booked.tsx';
import { Refused, Rejected } from './not-booked.tsx';
import type { BookedPerson } from './person.ts';
import type { Submission } from './submission.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly submission: Submission;
  readonly person: BookedPerson | null;
  readonly consentId: string | null;
  /** Where one goes in again. */
  readonly waitingPage: string;
  readonly onTake: (slot: BookedSlot) => void;
  readonly onChooseAgain: () => void;
}

/** What became of the request, in the words of the moment: sending, received, booked, or why not and what instead. */
export function OutcomeStep({ submission, ...props }: Props) {
  const words = say(bookingWords);
  switch (submission.phase) {
    case 'sending':
      return <Underway title={words.sending} next={words.sendingNext} />;
    case 'received':
      return <Underway title={words.received} next={words.receivedNext} />;
    case 'confirmed':
      return <Booked {...submission} {...props} />;
    case 'rejected':
      return <Rejected {...submission} {...props} />;
    case 'refused':
      return <Refused {...submission} {...props} />;
    default:
      return submission satisfies never;
  }
}

function Underway({ title, next }: { readonly title: string; readonly next: string }) {
  return (
    <section className="outcome" data-phase="underway">
      <h2 className="verdict" tabIndex={-1}>
        {title}
      </h2>
      <p>{next}</p>
    </section>
  );
}
