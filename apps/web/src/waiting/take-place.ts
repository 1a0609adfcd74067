import { eligibilityRules, type TicketGrant, type TicketStanding } from '@sunbeon/core';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { NO_NUMBER } from './view.ts';
import type { Visit } from './visit.ts';

/** The window opened by this page's estimate but not yet by the gate's clock: ask again this soon, a little later each time. */
const ALMOST_OPEN_MS = 150;
const MOST_OPENING_MS = 1_500;

/**
 * Asks for the verified visitor's place, the same one however often it is asked for. Returns the milliseconds after
 * which to ask again, or `null` when there is nothing more to ask.
 */
export async function takePlace(visit: Visit, attempt: number): Promise<number | null> {
  const answer = await ask<TicketGrant>(`/v1/windows/${visit.windowId}/tickets`, {
    method: 'POST',
    body: {
      ...(visit.ticket === null ? {} : { ticket: visit.ticket }),
      ...(visit.consentId === null ? {} : { beneficiary: visit.consentId }),
    },
  });
  if (!answer.ok) return refused(visit, answer.refusal, attempt);
  const { ticket, number, state, ahead } = answer.body;
  visit.seat({ number: number ?? NO_NUMBER, state }, ahead, ticket);
  return null;
}

/** Asks where the ticket kept on this device stands; one that is no longer taken is dropped. */
export async function checkPlace(visit: Visit): Promise<void> {
  const { ticket } = visit;
  if (ticket === null) return;
  const answer = await ask<TicketStanding>('/v1/tickets/me', { bearer: ticket });
  if (answer.ok) visit.seat({ number: answer.body.number ?? NO_NUMBER, state: answer.body.state }, answer.body.ahead);
  else if (answer.refusal.status === 401) visit.unseat();
}

function refused(visit: Visit, refusal: Refusal, attempt: number): number | null {
  const { code, facts, retryAfterMs } = refusal;
  if (code === 'window-not-open') return Math.min(ALMOST_OPEN_MS * attempt, MOST_OPENING_MS);
  if (code === 'login-required' || code === 'session-invalid') visit.change({ identity: 'nobody' });
  else if (code === 'window-unknown') visit.change({ windowUnknown: true });
  else if (code === 'consent-ended') visit.change({ consentEnded: true });
  else if (code === 'not-eligible') {
    visit.unseat();
    visit.change({ refusedBy: eligibilityRules.find((rule) => rule === facts['rule']) ?? 'unnamed' });
  } else return retryDelayMs(attempt, retryAfterMs, Math.random());
  return null;
}
