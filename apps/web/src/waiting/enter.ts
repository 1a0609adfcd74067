import type { AdmissionGrant } from '@sunbeon/core';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { addressFor } from '../kept/acting-for.ts';
import { keptPass } from '../kept/pass.ts';
import type { Visit } from './visit.ts';

/**
 * Goes in to book: claims a seat with the ticket and opens the booking page. While every seat is taken or the gate does
 * not answer, it keeps asking; the number stays called meanwhile. `onChange` is called whenever there is news to show.
 */
export async function enter(visit: Visit, onChange: () => void): Promise<void> {
  visit.change({ entering: true });
  onChange();
  for (let attempt = 1; ; attempt += 1) {
    const { ticket } = visit;
    if (ticket === null) break;
    const answer = await ask<AdmissionGrant>('/v1/admissions', { method: 'POST', bearer: ticket, body: {} });
    if (answer.ok) {
      keptPass(visit.windowId, visit.consentId).write(answer.body);
      location.assign(addressFor(`/windows/${visit.windowId}/book`, visit.acting));
      return;
    }
    if (!worthAsking(visit, answer.refusal)) break;
    onChange();
    await pause(retryDelayMs(attempt, answer.refusal.retryAfterMs, Math.random()));
  }
  visit.change({ entering: false });
  onChange();
}

function worthAsking(visit: Visit, refusal: Refusal): boolean {
  const { place } = visit.situation;
  if (refusal.code === 'already-finished' && place !== null) visit.change({ place: { ...place, state: 'finished' } });
  if (refusal.code === 'ticket-invalid') visit.unseat();
  if (refusal.code === 'consent-ended') visit.change({ consentEnded: true });
  return refusal.status === 0 || refusal.status >= 500 || refusal.code === 'not-called' || refusal.status === 429;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
