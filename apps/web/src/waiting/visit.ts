import { aheadOf, expectedWait, isBirthDate, type WindowStatus, type WindowView } from '@sunbeon/core';
import { ServerClock } from '../gate/server-clock.ts';
import type { ActingFor } from '../kept/acting-for.ts';
import { keptPass } from '../kept/pass.ts';
import { keptSeenWindow } from '../kept/seen-window.ts';
import { type KeptTicket, keptTicket } from '../kept/ticket.ts';
import { nextRange } from './eta-range.ts';
import { NO_NUMBER, type Place, type Situation } from './view.ts';

/** One visitor's stay on the waiting page of one window, for themselves or for a beneficiary: what is known, and what is kept of it on the device. */
export class Visit {
  readonly windowId: string;
  readonly acting: ActingFor | null;
  readonly #clock = new ServerClock();
  readonly #ticket;
  readonly #seen;
  #known: Omit<Situation, 'nowMs'>;

  constructor(windowId: string, acting: ActingFor | null) {
    this.windowId = windowId;
    this.acting = acting;
    this.#ticket = keptTicket(windowId, this.consentId);
    this.#seen = keptSeenWindow(windowId);
    const ticket = this.#ticket.read();
    const pass = keptPass(windowId, this.consentId).read();
    const born = acting?.birthDate ?? '';
    this.#known = {
      status: null,
      cohort: null,
      otherWindows: [],
      beneficiaryBorn: isBirthDate(born) ? born : null,
      acting: acting !== null,
      consentEnded: false,
      identity: 'asking',
      place: ticket === null ? null : { ...ticket, state: ticket.number === NO_NUMBER ? 'lobby' : 'waiting' },
      passExpiresAtMs: pass === null ? null : Date.parse(pass.expiresAt),
      range: null,
      refusedBy: null,
      windowUnknown: false,
      offline: false,
      recalled: false,
      entering: false,
    };
  }

  /** What is known, at this moment of the server's clock. */
  get situation(): Situation {
    return { ...this.#known, nowMs: this.#clock.at(performance.now()) };
  }

  /** By which consent the visitor acts for somebody else; `null`: for themselves. */
  get consentId(): string | null {
    return this.acting?.consentId ?? null;
  }

  get ticket(): string | null {
    return this.#ticket.read()?.ticket ?? null;
  }

  change(changed: Partial<Omit<Situation, 'nowMs'>>): void {
    this.#known = { ...this.#known, ...changed };
  }

  /** Takes in a status that has just arrived. */
  see(status: WindowStatus): void {
    this.#clock.sample(Date.parse(status.serverTime), performance.now());
    this.change({ status, offline: false, recalled: false, windowUnknown: false });
    this.#seen.write({ status, cohort: this.#known.cohort });
    const { place } = this.#known;
    if (place !== null) this.#stretch(place, aheadOf(place.number, status.serving, status.skips));
    this.#expect();
  }

  /** Nobody answers: what this device saw last is shown, for as long as nothing newer is known. */
  miss(): void {
    const seen = this.#known.status === null ? this.#seen.read() : null;
    this.change({ offline: true, ...(seen === null ? {} : { ...seen, recalled: true }) });
    if (seen !== null) this.#clock.sample(Date.parse(seen.status.serverTime), performance.now());
  }

  /** Takes in which windows there are. */
  seeWindows(windows: readonly WindowView[]): void {
    const cohort = windows.find(({ id }) => id === this.windowId)?.cohort;
    const otherWindows = windows.filter(({ id, state }) => id !== this.windowId && state !== 'closed');
    this.change({ otherWindows, ...(cohort === undefined ? {} : { cohort }) });
  }

  /** Takes in the visitor's place; with a ticket it is kept on the device. */
  seat(place: Omit<Place, 'mostAhead'>, ahead: number, ticket: string | null = this.ticket): void {
    const before = this.#known.place;
    const mostAhead = before?.number === place.number ? Math.max(before.mostAhead, ahead) : ahead;
    const seated = { number: place.number, state: place.state, mostAhead };
    this.change({ place: seated, refusedBy: null });
    if (ticket !== null) this.#keep({ ticket, number: place.number, mostAhead });
    this.#expect();
  }

  /** The ticket is no longer taken: the visitor has to ask for the place again. */
  unseat(): void {
    this.#ticket.forget();
    this.change({ place: null });
  }

  #stretch(place: Place, ahead: number): void {
    if (ahead <= place.mostAhead) return;
    this.change({ place: { ...place, mostAhead: ahead } });
    const { ticket } = this;
    if (ticket !== null) this.#keep({ ticket, number: place.number, mostAhead: ahead });
  }

  /** Between which times the turn is expected, from what is known by now. */
  #expect(): void {
    const { status, place, nowMs, range } = this.situation;
    if (status === null || place === null || nowMs === null) return;
    const eta = expectedWait(status, place.number);
    this.change({ range: eta === null ? null : nextRange(range, eta, nowMs) });
  }

  #keep(ticket: KeptTicket): void {
    this.#ticket.write(ticket);
  }
}
