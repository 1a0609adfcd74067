import { element } from '../page/element.ts';
import { say } from '../text/language.ts';
import type { PersonBookings } from './people.ts';
import { myWords } from './words.ts';

type Mover = typeof import('../move/mover.tsx');

const ADDRESS = /^#move=([0-9a-f-]{36})(?:$|&)/;

/**
 * The part of the page on which another time is chosen. It has an address of its own, so that the way back is always safe,
 * and is loaded only by those who need it.
 */
export class MovePart {
  readonly #place: HTMLElement;
  readonly #onMoved: (bookingId: string, text: string) => void;
  #mover: Mover | null = null;
  #loading = false;

  /** @param onMoved told once a booking has been moved, with what to say about it */
  constructor(place: HTMLElement, onMoved: (bookingId: string, text: string) => void) {
    this.#place = place;
    this.#onMoved = onMoved;
  }

  /** Shows what the address asks for; true while another time is being chosen. */
  show(people: readonly PersonBookings[]): boolean {
    const id = ADDRESS.exec(location.hash)?.[1] ?? null;
    const person = people.find(({ bookings }) => bookings?.some((each) => each.id === id) ?? false);
    const booking = person?.bookings?.find((each) => each.id === id);
    const canMove = booking !== undefined && booking.state !== 'cancelled' && person?.mayChange === true;
    this.#place.hidden = !canMove;
    document.body.classList.toggle('moving', canMove);
    if (!canMove || id === null) {
      this.#mover?.hideMover();
      return false;
    }
    if (this.#mover === null) {
      if (!this.#loading) void this.#load(people);
      return true;
    }
    this.#mover.showMover(this.#place, { booking, name: person?.name ?? '', onMoved: this.#moved });
    return true;
  }

  readonly #moved = (bookingId: string): void => {
    // Going back would lead to a choice that has been made.
    history.replaceState(null, '', location.pathname + location.search);
    this.#onMoved(bookingId, say(myWords).moved);
  };

  async #load(people: readonly PersonBookings[]): Promise<void> {
    this.#loading = true;
    this.#place.replaceChildren(element('p', {}, say(myWords).loading));
    try {
      this.#mover = await import('../move/mover.tsx');
      this.#place.replaceChildren();
      this.show(people);
    } catch {
      this.#place.replaceChildren(element('p', { class: 'problem' }, say(myWords).notLoaded));
    } finally {
      this.#loading = false;
    }
  }
}
