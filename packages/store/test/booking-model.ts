import type { BookingOutcome, BookingRequest } from '@sunbeon/core';

/* What `book_group` is meant to do, written as plainly as possible. */

const DAY_MS = 86_400_000;
const SEOUL_MS = 9 * 3_600_000;
const MOST_ALTERNATIVES = 3;

export interface ModelSlot {
  readonly id: string;
  readonly windowId: string;
  readonly siteId: string;
  readonly startsAtMs: number;
  /** It, or its site, was closed by staff. */
  readonly closed: boolean;
  free: number;
}

export interface ModelWindow {
  readonly campaignId: string;
  readonly secondDoseAfterDays: number | null;
}

/** How far each site is from each other. */
export type Distances = (from: string, to: string) => number;

/** What a request got, by dose, or why it got nothing and what it was offered. */
export interface Ending {
  readonly slots: readonly string[];
  readonly code: string | null;
  readonly alternatives: readonly string[];
}

/** What was answered, as an ending; `null` for no answer. */
export function endingOf(outcome: BookingOutcome | undefined): Ending | null {
  if (outcome === undefined) return null;
  if (outcome.state === 'rejected') {
    return { slots: [], code: outcome.code, alternatives: outcome.alternatives.map(({ id }) => id) };
  }
  const { booking, secondDose } = outcome;
  return {
    slots: [booking, ...(secondDose ? [secondDose] : [])].map(({ slotId }) => slotId),
    code: null,
    alternatives: [],
  };
}

/** The rule: by window and number, the first choice that is free, one booking per person and campaign, decided once. */
export class BookingModel {
  readonly #windows: ReadonlyMap<string, ModelWindow>;
  readonly #slots: ReadonlyMap<string, ModelSlot>;
  readonly #distances: Distances;
  readonly #endings = new Map<string, Ending>();
  readonly #holders = new Set<string>();

  constructor(windows: ReadonlyMap<string, ModelWindow>, slots: readonly ModelSlot[], distances: Distances) {
    this.#windows = windows;
    this.#slots = new Map(slots.map((slot) => [slot.id, slot]));
    this.#distances = distances;
  }

  decide(group: readonly BookingRequest[]): (Ending | null)[] {
    const inOrder = group.toSorted(
      (a, b) => compare(a.windowId, b.windowId) || a.number - b.number || compare(a.requestId, b.requestId),
    );
    const refused = new Map<string, ModelSlot>();
    for (const request of inOrder) {
      if (this.#endings.has(request.requestId)) continue;
      const { ending, wanted } = this.#decideOne(request);
      this.#endings.set(request.requestId, ending);
      if (wanted) refused.set(request.requestId, wanted);
    }
    // What is offered is what is left when everybody in the group has been served.
    for (const [requestId, wanted] of refused) {
      const code = this.#endings.get(requestId)?.code ?? null;
      this.#endings.set(requestId, { slots: [], code, alternatives: this.#near(wanted) });
    }
    return group.map(({ requestId }) => this.#endings.get(requestId) ?? null);
  }

  #decideOne({ windowId, personKey, choices }: BookingRequest): { ending: Ending; wanted?: ModelSlot } {
    const window = this.#windows.get(windowId);
    if (window === undefined) return { ending: refusedWith('window-unknown') };
    const holder = `${window.campaignId}/${personKey}`;
    if (this.#holders.has(holder)) return { ending: refusedWith('already-booked') };
    const known = choices
      .map((id) => this.#slots.get(id))
      .filter((slot) => slot !== undefined)
      .filter((slot) => slot.windowId === windowId && !slot.closed);
    const free = known.filter((slot) => slot.free > 0);
    for (const first of free) {
      const doses = this.#dosesFrom(first);
      if (doses === null) continue;
      for (const slot of doses) slot.free -= 1;
      this.#holders.add(holder);
      return { ending: { slots: doses.map(({ id }) => id), code: null, alternatives: [] } };
    }
    const [wanted] = known;
    if (wanted === undefined) return { ending: refusedWith('slot-unknown') };
    return { ending: refusedWith(free.length > 0 ? 'no-second-dose' : 'slot-full'), wanted };
  }

  /** The slots of all doses when the first one is here; `null` when the second has no place. */
  #dosesFrom(first: ModelSlot): ModelSlot[] | null {
    const afterDays = this.#windows.get(first.windowId)?.secondDoseAfterDays ?? null;
    if (afterDays === null) return [first];
    for (const days of [afterDays, afterDays + 7, afterDays + 14]) {
      const sameTimeMs = first.startsAtMs + days * DAY_MS;
      const [second] = this.#bookable(first.windowId)
        .filter((slot) => slot.siteId === first.siteId && seoulDay(slot.startsAtMs) === seoulDay(sameTimeMs))
        .toSorted(nearestTo(sameTimeMs));
      if (second) return [first, second];
    }
    return null;
  }

  #near(wanted: ModelSlot): string[] {
    const others = this.#bookable(wanted.windowId).filter((slot) => this.#dosesFrom(slot) !== null);
    const sameSite = others.filter((slot) => slot.siteId === wanted.siteId).toSorted(nearestTo(wanted.startsAtMs));
    const nearSite = others
      .filter((slot) => slot.siteId !== wanted.siteId && seoulDay(slot.startsAtMs) === seoulDay(wanted.startsAtMs))
      .toSorted(
        (a, b) =>
          this.#distances(wanted.siteId, a.siteId) - this.#distances(wanted.siteId, b.siteId) ||
          nearestTo(wanted.startsAtMs)(a, b),
      );
    const byTurns = Array.from({ length: MOST_ALTERNATIVES }, (_, rank) => [sameSite[rank], nearSite[rank]]);
    const offered = byTurns.flat().filter((slot) => slot !== undefined);
    return offered.slice(0, MOST_ALTERNATIVES).map(({ id }) => id);
  }

  #bookable(windowId: string): ModelSlot[] {
    return [...this.#slots.values()].filter((slot) => slot.windowId === windowId && !slot.closed && slot.free > 0);
  }
}

function refusedWith(code: string): Ending {
  return { slots: [], code, alternatives: [] };
}

function nearestTo(instantMs: number): (a: ModelSlot, b: ModelSlot) => number {
  return (a, b) =>
    Math.abs(a.startsAtMs - instantMs) - Math.abs(b.startsAtMs - instantMs) || Number(a.id) - Number(b.id);
}

function seoulDay(instantMs: number): number {
  return Math.floor((instantMs + SEOUL_MS) / DAY_MS);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
