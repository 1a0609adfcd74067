import { type Eta, etaFor, type Language, pollAfterMs } from '@sunbeon/core';
import type { Session } from '@sunbeon/crypto';
import type { LineStatus, Standing } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';

/** What somebody without JavaScript is shown of a window, in one of the ways it can be. */
export type PlainView =
  | { readonly kind: 'verify' | 'scheduled' | 'open' | 'closed' | 'lobby' }
  | {
      readonly kind: 'waiting' | 'called' | 'admitted' | 'finished';
      readonly number: number;
      readonly ahead: number;
      readonly eta: Eta | null;
      readonly paused: boolean;
    };

/** Everything the page is made from. */
export interface PlainPage {
  readonly language: Language;
  readonly line: LineStatus;
  readonly view: PlainView;
  readonly renewAfterSeconds: number;
}

/** No page renews itself sooner: a whole page costs more than a status. */
const SOONEST_RENEWAL_SECONDS = 5;

/** Where the person of the session (or nobody yet) stands in the window, by the line itself. */
export async function plainView(context: GateContext, line: LineStatus, session: Session | null): Promise<PlainView> {
  if (session === null) return { kind: line.state === 'closed' ? 'closed' : 'verify' };
  const place = await askLine(() => context.room.placeOf(line.id, session.personKey));
  if (place === 'lobby') return { kind: 'lobby' };
  const standing = place === null ? null : await askLine(() => context.room.standing(line.id, place));
  return standing === null || place === null ? { kind: withoutPlace(line) } : standingView(place, standing);
}

function standingView(number: number, { state, ahead, rate, windowState }: Standing): PlainView {
  if (state === 'lobby') return { kind: 'lobby' };
  const eta = rate === null ? null : etaFor(ahead, rate);
  return { kind: state, number, ahead, eta, paused: windowState === 'paused' };
}

/** Whoever has no number may still get one while the window is paused or has run out: the line goes on afterwards. */
function withoutPlace({ state }: LineStatus): 'scheduled' | 'open' | 'closed' {
  if (state === 'closed') return 'closed';
  return state === 'scheduled' ? 'scheduled' : 'open';
}

/** Seconds after which the page asks again by itself. */
export function renewAfterSeconds(view: PlainView): number {
  return Math.max(
    SOONEST_RENEWAL_SECONDS,
    Math.ceil(pollAfterMs('eta' in view ? view.eta : null, Math.random()) / 1_000),
  );
}
