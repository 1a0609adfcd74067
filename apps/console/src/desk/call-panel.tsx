import { useEffect, useRef } from 'react';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { exactTimeText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { BookPart } from './book-part.tsx';
import { BookingsPart } from './bookings-part.tsx';
import { type Call, CallContext, type CallDesk, useCallDesk } from './call.ts';
import type { Found } from './calls.ts';
import { ConsentsPart } from './consents-part.tsx';
import { LinesPart } from './lines-part.tsx';
import { MessagesPart } from './messages-part.tsx';
import { deskWords } from './words.ts';

interface CallPanelProps {
  readonly call: Call;
  readonly renew: (found: Found) => void;
  readonly onEnd: () => void;
}

/** The call: the truth to be read out, and beside it what can be done. */
export function CallPanel({ call, renew, onEnd }: CallPanelProps) {
  const desk = useCallDesk(call, renew);
  const { found } = call;
  return (
    <CallContext value={desk}>
      <CallBar desk={desk} onEnd={onEnd} />
      <ProblemNote problem={desk.looking.problem} />
      <div className="call">
        <div>
          {found.by === 'person' ? <LinesPart lines={found.truth.lines} takenAt={found.truth.takenAt} /> : null}
          <BookingsPart bookings={found.by === 'person' ? found.truth.bookings : found.bookings} />
        </div>
        <div>
          <BookPart />
          {found.by === 'person' ? (
            <>
              <ConsentsPart consents={found.truth.consents} caller={found.caller} />
              <MessagesPart messages={found.truth.messages} />
            </>
          ) : null}
        </div>
      </div>
    </CallContext>
  );
}

/** Who is on the phone, and the way to end it: always in sight, and the first thing the keyboard reaches. */
function CallBar({ desk, onEnd }: { readonly desk: CallDesk; readonly onEnd: () => void }) {
  const words = useWords(deskWords);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { found, looking, look } = desk;
  return (
    <section className="call-bar" aria-label={words.call}>
      <div>
        <h2 ref={heading} tabIndex={-1}>
          {found.by === 'person'
            ? words.verified(found.truth.person.maskedName, found.truth.person.birthDate)
            : words.notVerified}
        </h2>
        {found.by === 'person' ? <p className="soft">{words.takenAt(exactTimeText(found.truth.takenAt))}</p> : null}
      </div>
      <div className="buttons">
        <Button kind="quiet" busy={looking.busy} onPress={look}>
          {words.again}
        </Button>
        <Button kind="alarm" onPress={onEnd}>
          {words.endCall}
        </Button>
      </div>
    </section>
  );
}
