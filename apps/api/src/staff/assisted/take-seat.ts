import { Problem } from '@sunbeon/core';
import type { WindowRecord } from '@sunbeon/store';
import type { AgentClaimed, AgentSeat, Joined } from '@sunbeon/waiting-room';
import type { ApiContext } from '../../context.ts';
import { reopenPlaces } from '../../reopen-places.ts';
import { askLine, RETRY_AFTER_SECONDS } from './ask-line.ts';

/** The draw of a lobby is done within about a second. */
const DRAWING_SECONDS = 1;
/** A seat is seldom held to its end. */
const LONGEST_WAIT_SECONDS = 15;

/**
 * A place in the line for a person, the one they have or the next, and an agents' seat for it: whether the number has been
 * called or not. The opening holds for agents as for everybody. Before it, in the lobby of a draw, the person is in the
 * draw from now on, and there is no seat yet.
 * @throws {Problem} `window-not-open`, `window-closed`, `window-conflict` while paused, `already-finished`,
 * `no-agent-seat`, `line-unavailable`
 */
export async function takeSeat(context: ApiContext, window: WindowRecord, personKey: string): Promise<AgentSeat> {
  const { room, agentSeats } = context;
  const place = await askLine(() => room.join(window.id, personKey));
  if (place.outcome !== 'placed') throw noPlace(place, window);
  const { number } = place;
  const claim = () => askLine(() => agentSeats.claim(window.id, number, personKey));
  let claimed = await claim();
  if (claimed.outcome === 'finished') {
    // Should the line not have heard that they cancelled, it hears of it now.
    await reopenPlaces(context, { personKey });
    claimed = await claim();
  }
  if (claimed.outcome !== 'admitted') throw noSeat(claimed);
  return { number, expiresAtMs: claimed.expiresAtMs };
}

function noPlace(joined: Exclude<Joined, { outcome: 'placed' }>, window: WindowRecord): Problem {
  switch (joined.outcome) {
    case 'lobby':
      return new Problem('window-not-open', { opensAt: new Date(window.opensAtMs).toISOString(), inLobby: true });
    case 'not-open':
      return new Problem('window-not-open', { opensAt: new Date(joined.opensAtMs).toISOString() });
    case 'closed':
      return new Problem('window-closed');
    case 'drawing':
      return new Problem('line-unavailable', {}, DRAWING_SECONDS);
    case 'ceiling':
    case 'rebuilding':
    case 'unknown':
      return new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    default:
      return joined satisfies never;
  }
}

function noSeat(claimed: Exclude<AgentClaimed, { outcome: 'admitted' }>): Problem {
  switch (claimed.outcome) {
    case 'no-seat':
      return new Problem('no-agent-seat', {}, secondsUntil(claimed.freeAfterMs));
    case 'finished':
      return new Problem('already-finished');
    case 'not-open':
      return new Problem('window-not-open', { opensAt: new Date(claimed.opensAtMs).toISOString() });
    case 'paused':
      return new Problem('window-conflict', { reason: 'the window is paused' });
    case 'closed':
      return new Problem('window-closed');
    case 'not-placed':
    case 'rebuilding':
    case 'unknown':
      return new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    default:
      return claimed satisfies never;
  }
}

function secondsUntil(freeAfterMs: number): number {
  return Math.min(Math.max(Math.ceil(freeAfterMs / 1_000), 1), LONGEST_WAIT_SECONDS);
}
