import { type CallerLine, eligibilityOf, etaFor, windowStateAt } from '@sunbeon/core';
import { isRedisAway } from '@sunbeon/service-kit';
import { FIRST_EPOCH, type PublishedWindow } from '@sunbeon/waiting-room';
import type { ApiContext } from '../../context.ts';
import type { VerifiedCaller } from '../assisted/verify-caller.ts';

/** More windows than anybody is told of on the phone. */
const MOST_LINES = 50;

type Place = NonNullable<CallerLine['place']>;

/**
 * The windows a caller may book in, and those in whose line they stand, with their place as their own page has it. It gives
 * nobody a place. `null` while the line cannot be asked: nothing is said then that may be wrong.
 * @param onRolls campaigns whose roll the caller is on
 */
export async function linesOfCaller(
  { room }: ApiContext,
  caller: VerifiedCaller,
  onRolls: ReadonlySet<string>,
): Promise<CallerLine[] | null> {
  try {
    const [windows, nowMs] = await Promise.all([room.windows(), room.serverTimeMs()]);
    const lines = await Promise.all(
      windows.map(async (window) => lineOf(window, caller, onRolls, await placeIn(room, window.id, caller), nowMs)),
    );
    return lines
      .filter(({ place, eligible, state }) => place !== null || (eligible && state !== 'closed'))
      .slice(-MOST_LINES);
  } catch (error) {
    if (isRedisAway(error)) return null;
    throw error;
  }
}

async function placeIn(
  room: ApiContext['room'],
  windowId: string,
  { personKey }: VerifiedCaller,
): Promise<Place | null> {
  const number = await room.placeOf(windowId, personKey);
  if (number === null) return null;
  if (number === 'lobby') return { number: null, ahead: 0, state: 'lobby', eta: null, seatUntil: null };
  const standing = await room.standing(windowId, number);
  if (standing === null) return null;
  const { ahead, state, rate, expiresAtMs } = standing;
  const eta = rate === null ? null : etaFor(ahead, rate);
  return { number, ahead, state, eta, seatUntil: expiresAtMs === null ? null : new Date(expiresAtMs).toISOString() };
}

function lineOf(
  window: PublishedWindow,
  { birthDate }: VerifiedCaller,
  onRolls: ReadonlySet<string>,
  place: Place | null,
  nowMs: number,
): CallerLine {
  const onRoll = !window.requiresRoll || onRolls.has(window.campaignId);
  return {
    windowId: window.id,
    title: window.title,
    state: windowStateAt(window, nowMs),
    opensAt: new Date(window.opensAtMs).toISOString(),
    closesAt: new Date(window.closesAtMs).toISOString(),
    eligible: onRoll && eligibilityOf(window.cohort, birthDate).eligible,
    place,
    startedAnew: window.epoch > FIRST_EPOCH,
  };
}
