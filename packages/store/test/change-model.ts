/* What changes of bookings do, written as plainly as possible: one dose, sites at one place, all times on one day. */

export interface ModelSlot {
  readonly site: string;
  readonly hour: number;
  readonly capacity: number;
  closed: boolean;
}

interface ModelOffer {
  readonly slot: number;
  state: 'open' | 'accepted' | 'declined' | 'lapsed' | 'withdrawn';
}

interface ModelBooking {
  readonly person: number;
  /** Place in line, and by which offers are made. */
  readonly number: number;
  slot: number;
  state: 'confirmed' | 'cancelled' | 'displaced';
  version: number;
  readonly offers: ModelOffer[];
}

const MOST_OFFERS = 3;
/** Of those who wait for a seat that is given back, this many are held. */
const MOST_IN_LINE = 3;

/** Slots are named by their place in the list, people by a number, which is also their place in line. */
export class ChangeModel {
  readonly #slots: readonly ModelSlot[];
  readonly #bookings: ModelBooking[] = [];

  constructor(slots: readonly ModelSlot[]) {
    this.#slots = slots;
  }

  book(person: number, slot: number): string {
    if (this.#held(person)) return 'already-booked';
    if (this.#at(slot).closed) return 'slot-unknown';
    if (this.#free(slot) <= 0) return 'slot-full';
    this.#bookings.push({ person, number: person + 1, slot, state: 'confirmed', version: 1, offers: [] });
    return 'none';
  }

  cancel(person: number): string {
    const booking = this.#newest(person);
    if (!booking) return 'booking-unknown';
    if (booking.state === 'cancelled') return 'none';
    const given = [...this.#endOffer(booking, 'declined'), ...(booking.state === 'confirmed' ? [booking.slot] : [])];
    // Whoever waits was looked up while the booking still stood.
    const line = this.#line(given, booking);
    booking.state = 'cancelled';
    booking.version += 1;
    this.#passOn(line, booking, given);
    return 'none';
  }

  move(person: number, slot: number): string {
    const booking = this.#newest(person);
    if (!booking) return 'booking-unknown';
    if (booking.state === 'cancelled') return 'booking-cancelled';
    if (booking.state === 'confirmed' && booking.slot === slot) return 'none';
    if (this.#at(slot).closed) return 'slot-unknown';
    const kept = booking.offers.some((offer) => offer.state === 'open' && offer.slot === slot);
    if (!kept && this.#free(slot) <= 0) return 'slot-full';
    const given = booking.state === 'confirmed' ? [booking.slot] : [];
    given.push(...this.#endOffer(booking, kept ? 'accepted' : 'declined').filter((other) => other !== slot));
    const line = this.#line(given, booking);
    booking.state = 'confirmed';
    booking.slot = slot;
    booking.version += 1;
    this.#passOn(line, booking, given);
    return 'none';
  }

  settle(person: number, accept: boolean): string {
    const booking = this.#newest(person);
    if (!booking) return 'booking-unknown';
    const newest = booking.offers.at(-1);
    if (!newest) return 'offer-unknown';
    if (newest.state === (accept ? 'accepted' : 'declined')) return 'none';
    if (newest.state === 'lapsed' || newest.state === 'withdrawn') return 'offer-lapsed';
    if (newest.state !== 'open') return 'offer-unknown';
    if (accept) return this.move(person, newest.slot);
    const line = this.#line([newest.slot], booking);
    newest.state = 'declined';
    this.#tell(booking);
    this.#passOn(line, booking, [newest.slot]);
    return 'none';
  }

  close(slots: readonly number[]): string {
    for (const slot of slots) this.#at(slot).closed = true;
    const displaced = this.#bookings.filter(({ state, slot }) => state === 'confirmed' && slots.includes(slot));
    for (const booking of displaced) booking.state = 'displaced';
    for (const booking of byNumber(displaced)) this.#tell(booking);
    const withdrawn = this.#bookings
      .filter(({ offers }) => offers.some(({ state, slot }) => state === 'open' && slots.includes(slot)))
      .map((booking) => ({ booking, places: this.#endOffer(booking, 'withdrawn') }));
    for (const booking of byNumber(withdrawn.map((one) => one.booking))) this.#tell(booking);
    return 'none';
  }

  /** Everybody displaced is looked at, lowest number first. */
  offerAll(): string {
    for (const booking of byNumber(this.#bookings.filter(({ state }) => state === 'displaced'))) {
      if (this.#offer(booking)) booking.version += 1;
    }
    return 'none';
  }

  /** The offer of one person runs out. */
  lapse(person: number): string {
    const booking = this.#held(person);
    const open = booking?.offers.find(({ state }) => state === 'open');
    if (!booking || !open) return 'none';
    const line = this.#line([open.slot], booking);
    open.state = 'lapsed';
    for (const one of byNumber([booking, ...line])) {
      if (one === booking) this.#tell(one);
      else if (this.#offer(one)) one.version += 1;
    }
    return 'none';
  }

  /** Everything there is to see from outside, by person: the newest booking with its version and open offer. */
  picture(people: number): string[] {
    return Array.from({ length: people }, (_, person) => {
      const booking = this.#newest(person);
      if (!booking) return '-';
      const open = booking.offers.find(({ state }) => state === 'open');
      return `${booking.state} ${booking.slot} v${booking.version} ${open?.slot ?? '-'}`;
    });
  }

  #at(slot: number): ModelSlot {
    const found = this.#slots[slot];
    if (!found) throw new Error(`there is no slot ${slot}`);
    return found;
  }

  #newest(person: number): ModelBooking | undefined {
    return this.#bookings.findLast((booking) => booking.person === person);
  }

  #held(person: number): ModelBooking | undefined {
    return this.#bookings.find((booking) => booking.person === person && booking.state !== 'cancelled');
  }

  #free(slot: number): number {
    const confirmed = this.#bookings.filter((one) => one.state === 'confirmed' && one.slot === slot);
    const kept = this.#bookings
      .flatMap(({ offers }) => offers)
      .filter((one) => one.state === 'open' && one.slot === slot);
    return this.#at(slot).capacity - confirmed.length - kept.length;
  }

  #endOffer(booking: ModelBooking, ending: ModelOffer['state']): number[] {
    const open = booking.offers.filter(({ state }) => state === 'open');
    for (const offer of open) offer.state = ending;
    return open.map(({ slot }) => slot);
  }

  #waits({ state, offers }: ModelBooking): boolean {
    const answered = offers.filter((offer) => offer.state === 'declined' || offer.state === 'lapsed');
    const settled = offers.every((offer) => offer.state !== 'open' && offer.state !== 'declined');
    return state === 'displaced' && settled && answered.length < MOST_OFFERS;
  }

  /** The nearest equal free slot that was not offered before becomes an open offer. */
  #offer(booking: ModelBooking, among = [...this.#slots.keys()]): boolean {
    if (!this.#waits(booking)) return false;
    const from = this.#at(booking.slot);
    const rank = (slot: number): readonly [number, number, number] => {
      const { site, hour } = this.#at(slot);
      return [site === from.site ? 0 : 1, Math.abs(hour - from.hour), slot];
    };
    const [nearest] = among
      .filter((slot) => !this.#at(slot).closed && this.#free(slot) > 0)
      .filter((slot) => booking.offers.every((offer) => offer.slot !== slot))
      .toSorted((a, b) => compare(rank(a), rank(b)));
    if (nearest === undefined) return false;
    booking.offers.push({ slot: nearest, state: 'open' });
    return true;
  }

  /** A change that is told in any case, by an offer or by word of the right of priority. */
  #tell(booking: ModelBooking): void {
    this.#offer(booking);
    booking.version += 1;
  }

  /** Who is first in line for seats that are given back. */
  #line(given: readonly number[], but: ModelBooking): ModelBooking[] {
    const waiting = given
      .filter((slot) => !this.#at(slot).closed)
      .flatMap((slot) =>
        byNumber(
          this.#bookings.filter((one) => this.#waits(one) && one.offers.every((offer) => offer.slot !== slot)),
        ).slice(0, MOST_IN_LINE),
      );
    return [...new Set(waiting)].filter((one) => one !== but);
  }

  #passOn(line: readonly ModelBooking[], but: ModelBooking, given: readonly number[]): void {
    const among = [...new Set(given)];
    for (const booking of byNumber(line.filter((one) => one !== but))) {
      if (this.#offer(booking, among)) booking.version += 1;
    }
  }
}

function byNumber(bookings: readonly ModelBooking[]): ModelBooking[] {
  return bookings.toSorted((a, b) => a.number - b.number);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
