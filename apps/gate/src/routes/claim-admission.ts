import { type AdmissionGrant, Problem } from '@sunbeon/core';
import { signPass } from '@sunbeon/crypto';
import type { Claimed } from '@sunbeon/waiting-room';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine } from '../window/ask-line.ts';
import { iso } from '../window/window-views.ts';

/** Seconds after which someone who came too early, or found every seat taken, may try again. */
const TRY_AGAIN_SECONDS = 2;

/** `POST /v1/admissions`: a seat for a called number, and the pass to book with it. Asking again gives the same seat. */
export const claimAdmission =
  (context: GateContext): HotHandler =>
  async ({ headers }) => {
    const { windowId, number, personKey, sealedContact, language } = ticketOf(context, { headers });
    context.limits.count('claim', personKey);
    const claimed = await askLine(() => context.room.claim(windowId, number, personKey));
    if (claimed.outcome !== 'admitted') throw refusal(claimed);
    const { expiresAtMs } = claimed;
    const pass = signPass(context.config.keys.pass, {
      windowId,
      number,
      personKey,
      sealedContact,
      language,
      expiresAtMs,
    });
    const grant: AdmissionGrant = { pass, expiresAt: iso(expiresAtMs) };
    return ownJson(201, grant);
  };

/** What the person is told when there is no seat for them. */
function refusal(claimed: Exclude<Claimed, { outcome: 'admitted' }>): Problem {
  switch (claimed.outcome) {
    case 'not-called':
      return new Problem('not-called', { ahead: claimed.ahead }, TRY_AGAIN_SECONDS);
    case 'no-seat':
      return new Problem('not-called', { ahead: 0 }, TRY_AGAIN_SECONDS);
    case 'finished':
      return new Problem('already-finished');
    case 'not-placed':
      return new Problem('ticket-invalid');
    case 'not-open':
      return new Problem('window-not-open', { opensAt: iso(claimed.opensAtMs) });
    case 'closed':
      return new Problem('window-closed');
    case 'unknown':
      return new Problem('window-unknown');
    default:
      return claimed satisfies never;
  }
}
