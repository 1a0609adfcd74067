import { createRoot, type Root } from 'react-dom/client';
import type { MyBooking } from '../gate/my-bookings.ts';
import { MovePage } from './move-page.tsx';
import '../look/booking.css';
import '../look/places.css';
import '../look/outcome.css';

interface Moving {
  readonly booking: MyBooking;
  /** Whose it is; empty for the visitor's own. */
  readonly name: string;
  readonly onMoved: (bookingId: string) => void;
}

let root: Root | null = null;

/** Shows the choice of another time for a booking in `place`, or what has changed since. */
export function showMover(place: HTMLElement, { booking, name, onMoved }: Moving): void {
  root ??= createRoot(place);
  root.render(<MovePage key={booking.id} booking={booking} name={name} onMoved={onMoved} />);
}

export function hideMover(): void {
  root?.unmount();
  root = null;
}
