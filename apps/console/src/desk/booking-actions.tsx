import type { BookingView, StaffBookings } from '@sunbeon/core';
import { type ReactNode, useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useLanguage, useWords } from '../text/words.ts';
import { useCall } from './call.ts';
import { answerOffer, cancelBooking, moveBooking, resendText } from './calls.ts';
import { focusOn } from './focus-on.ts';
import { slotText } from './sentences.ts';
import { SlotPicker } from './slot-picker.tsx';
import { useAct } from './use-act.ts';
import { deskWords } from './words.ts';

type ShownBooking = StaffBookings['bookings'][number];
const actions = ['accept', 'decline', 'move', 'resend', 'cancel'] as const;
type Action = (typeof actions)[number];

/** What can be done to a booking for the caller, each asked for in place. The truth is looked up again afterwards. */
export function BookingActions({ booking }: { readonly booking: ShownBooking }) {
  const words = useWords(deskWords);
  const [action, setAction] = useState<Action | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [hasActed, setHasActed] = useState(false);
  const isCancelled = booking.state === 'cancelled';
  const possible = actions.filter(
    (one) =>
      (booking.offer !== undefined || (one !== 'accept' && one !== 'decline')) && !(isCancelled && one === 'move'),
  );
  if (action !== null)
    return (
      <ActionPanel
        action={action}
        booking={booking}
        onEnd={(said) => {
          setAction(null);
          setDone(said);
          setHasActed(true);
        }}
      />
    );
  return (
    <>
      {done === null ? null : <output className="done">{done}</output>}
      <div className="buttons" tabIndex={-1} ref={hasActed ? focusOn : undefined}>
        {possible.map((one) => (
          <Button
            key={one}
            kind={one === 'accept' ? 'main' : 'quiet'}
            label={`${words[one]}: ${booking.number}`}
            why={one === 'cancel' && isCancelled ? words.settled : null}
            onPress={() => {
              setDone(null);
              setAction(one);
            }}
          >
            {words[one]}
          </Button>
        ))}
      </div>
    </>
  );
}

interface ActionPanelProps {
  readonly action: Action;
  readonly booking: ShownBooking;
  /** Called with what was done; `null` when nothing was. */
  readonly onEnd: (said: string | null) => void;
}

function ActionPanel({ action, booking, onEnd }: ActionPanelProps) {
  const words = useWords(deskWords);
  const { reason, look } = useCall();
  const [slot, setSlot] = useState<BookingView['slotId'] | null>(null);
  const acting = useAct();
  const done = {
    accept: words.accepted,
    decline: words.declined,
    move: words.moved,
    resend: words.resent,
    cancel: words.cancelled,
  };
  return (
    <Confirm
      action={words[action]}
      kind={action === 'cancel' || action === 'decline' ? 'alarm' : 'main'}
      busy={acting.busy}
      problem={acting.problem}
      why={action === 'move' && slot === null ? words.chooseMove : null}
      onCancel={() => onEnd(null)}
      onDo={() =>
        acting.run(async (signal) => {
          await does(action, booking.id, { slot, reason, signal });
          look();
          onEnd(done[action]);
        })
      }
    >
      <Effect action={action} booking={booking} />
      {action === 'move' ? (
        <SlotPicker
          windowId={booking.windowId}
          chosen={slot === null ? [] : [slot]}
          most={1}
          onChoose={({ id }) => setSlot(id)}
        />
      ) : null}
      <p className="soft">{words.withReason(reason)}</p>
    </Confirm>
  );
}

function does(
  action: Action,
  id: string,
  { slot, reason, signal }: { readonly slot: string | null; readonly reason: string; readonly signal: AbortSignal },
): Promise<void> {
  switch (action) {
    case 'accept':
    case 'decline':
      return answerOffer(id, action === 'accept', reason, signal);
    case 'move':
      return moveBooking(id, slot ?? '', reason, signal);
    case 'resend':
      return resendText(id, reason, signal);
    case 'cancel':
      return cancelBooking(id, reason, signal);
    default:
      return action satisfies never;
  }
}

function Effect({ action, booking }: Omit<ActionPanelProps, 'onEnd'>): ReactNode {
  const words = useWords(deskWords);
  const language = useLanguage();
  const offered = booking.offer === undefined ? '' : slotText(booking.offer.slot, language);
  const effects = {
    accept: words.acceptEffect(offered),
    decline: words.declineEffect,
    move: words.moveEffect,
    resend: words.resendEffect,
    cancel: words.cancelEffect(slotText(booking, language)),
  };
  return <p>{effects[action]}</p>;
}
