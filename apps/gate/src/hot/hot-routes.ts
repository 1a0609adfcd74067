import type { GateContext } from '../context.ts';
import { claimAdmission } from '../routes/claim-admission.ts';
import { joinWindow } from '../routes/join-window.ts';
import { ticketStanding } from '../routes/ticket-standing.ts';
import { windowStatus } from '../routes/window-status.ts';
import type { HotHandler } from './answer.ts';

export interface HotRoute {
  /** As metrics and documents write it. */
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly handler: HotHandler;
  /** Whether people ask this who have no number yet: when there are too many, they are turned away first. */
  readonly isEntry: boolean;
}

/** A route and the variable part of the address that led to it. */
export interface FoundRoute {
  readonly route: HotRoute;
  readonly id: string;
}

const WINDOWS = '/v1/windows/';

/** The calls that a crowd makes: what everyone who waits asks again and again, and what all do in the same second. */
export class HotRoutes {
  readonly #fixed: ReadonlyMap<string, FoundRoute>;
  readonly #ofWindow: ReadonlyMap<string, HotRoute>;

  constructor(context: GateContext) {
    const standing = {
      path: '/v1/tickets/me',
      method: 'GET',
      isEntry: false,
      handler: ticketStanding(context),
    } as const;
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
    this.#fixed = new Map([standing, claim].map((route) => [route.path, { route, id: '' }]));
    this.#ofWindow = new Map<string, HotRoute>([
      ['/status', status],
      ['/tickets', join],
    ]);
  }

  /**
   * The route of a request's address, its query left aside; `null` for every other address. The id is taken as it is
   * written: no id of a window has a character that would need encoding.
   */
  find(url: string): FoundRoute | null {
    const query = url.indexOf('?');
    const path = query === -1 ? url : url.slice(0, query);
    if (!path.startsWith(WINDOWS)) return this.#fixed.get(path) ?? null;
    const end = path.indexOf('/', WINDOWS.length);
    const route = end === -1 ? undefined : this.#ofWindow.get(path.slice(end));
    return route ? { route, id: path.slice(WINDOWS.length, end) } : null;
  }
}
