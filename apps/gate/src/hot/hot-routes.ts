import type { GateContext } from '../context.ts';
import { bookingRequest } from '../routes/booking-request.ts';
import { claimAdmission } from '../routes/claim-admission.ts';
import { joinWindow } from '../routes/join-window.ts';
import { listSlots } from '../routes/list-slots.ts';
import { submitBooking } from '../routes/submit-booking.ts';
import { ticketStanding } from '../routes/ticket-standing.ts';
import { windowStatus } from '../routes/window-status.ts';
import type { HotHandler } from './answer.ts';

export interface HotRoute {
  /** As metrics and documents write it. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly handler: HotHandler;
  /** Whether it is mostly people without a number who ask this: when there are too many, they are turned away first. */
  readonly isEntry: boolean;
}

/** A route, and what of the address varies. */
export interface FoundRoute {
  readonly route: HotRoute;
  readonly id: string;
  readonly query: string;
}

const WINDOWS = '/v1/windows/';
const REQUESTS = '/v1/booking-requests/';

/** The calls that a crowd makes: what everyone who waits asks again and again, and what each does once who is called. */
export class HotRoutes {
  readonly #fixed: ReadonlyMap<string, HotRoute>;
  readonly #ofWindow: ReadonlyMap<string, HotRoute>;
  readonly #request: HotRoute;

  constructor(context: GateContext) {
    const standing = {
      path: '/v1/tickets/me',
      method: 'GET',
      isEntry: false,
      handler: ticketStanding(context),
    } as const;
    const slots = { path: '/v1/slots', method: 'GET', isEntry: false, handler: listSlots(context) } as const;
    const submit = { path: '/v1/bookings', method: 'POST', isEntry: false, handler: submitBooking(context) } as const;
    const claim = { path: '/v1/admissions', method: 'POST', isEntry: false, handler: claimAdmission(context) } as const;
    const status = {
      path: `${WINDOWS}:id/status`,
      method: 'GET',
      isEntry: false,
      handler: windowStatus(context),
    } as const;
    const join = {
      path: `${WINDOWS}:id/tickets`,
      method: 'POST',
      isEntry: true,
      handler: joinWindow(context),
    } as const;
    this.#fixed = new Map<string, HotRoute>([standing, claim, slots, submit].map((route) => [route.path, route]));
    this.#request = { path: `${REQUESTS}:id`, method: 'GET', isEntry: false, handler: bookingRequest(context) };
    this.#ofWindow = new Map<string, HotRoute>([
      ['/status', status],
      ['/tickets', join],
    ]);
  }

  /**
   * The route of a request's address, its query left aside; `null` for every other address. An id is taken as it is
   * written: no id of a window or a request has a character that would need encoding.
   */
  find(url: string): FoundRoute | null {
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const query = mark === -1 ? '' : url.slice(mark + 1);
    if (path.startsWith(REQUESTS)) {
      const id = path.slice(REQUESTS.length);
      return id.includes('/') ? null : { route: this.#request, id, query };
    }
    const end = path.startsWith(WINDOWS) ? path.indexOf('/', WINDOWS.length) : -1;
    const route = end === -1 ? this.#fixed.get(path) : this.#ofWindow.get(path.slice(end));
    return route ? { route, id: end === -1 ? '' : path.slice(WINDOWS.length, end), query } : null;
  }
}
