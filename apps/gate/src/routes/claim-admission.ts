import { type AdmissionGrant, Problem } from '@sunbeon/core';
import { signPass, type Ticket } from '@sunbeon/crypto';
import { type Claimed, COME_AGAIN_SECONDS } from '@sunbeon/waiting-room';
import { countedAs, requireConsent } from '../acting/holder-of.ts';
import type { GateContext } from '../context.ts';
import { type HotHandler, ownJson } from '../hot/answer.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';
import { allWindows, findWindow } from '../window/find-window.ts';
import { numberOf, reseat } from '../window/number-of.ts';
import { iso } from '../window/window-views.ts';

/**
 * `POST /v1/admissions`: a seat for a called number, and the pass to book with it. Asking again gives the same seat. Of a
 * delegate's ticket it is asked whether the consent is still in force: a withdrawal counts at once.
 */
export const claimAdmission =
  (context: GateContext): HotHandler =>
  async ({ headers }) => {
    const ticket = ticketOf(context, { headers });
    const { windowId, personKey, sealedContact, language, consentId } = ticket;
    context.limits.count('claim', countedAs(ticket));
    await requireConsent(context, ticket);
    const called = await numberOf(context, ticket);
    if (called === null) throw await stillInLobby(context, windowId);
    const { number, claimed } = await claim(context, ticket, called);
    if (claimed.outcome !== 'admitted') throw refusal(claimed);
    const { expiresAtMs } = claimed;
    if (consentId !== null) await keepSeat(context, consentId, { windowId, number }, expiresAtMs);
    const pass = signPass(context.config.keys.pass, {
      windowId,
      number,
      personKey,
      sealedContact,
      language,
      ...(consentId === null ? {} : { consentId }),
      expiresAtMs,
    });
    const grant: AdmissionGrant = { pass, expiresAt: iso(expiresAtMs) };
    return ownJson(201, grant);
  };

/** The window this gate knows of may be a moment older than the line, so an unknown place is looked for once more. */
async function claim(
  context: GateContext,
  ticket: Ticket,
  number: number,
): Promise<{ readonly number: number; readonly claimed: Claimed }> {
  const { windowId, personKey } = ticket;
  const claimed = await askLine(() => context.room.claim(windowId, number, personKey));
  if (claimed.outcome !== 'not-placed') return { number, claimed };
  const again = await reseat(context, { ...ticket, number });
  return { number: again, claimed: await askLine(() => context.room.claim(windowId, again, personKey)) };
}

/** Whoever ends the consent while the seat is held frees it; one that ended in this moment gives none. */
async function keepSeat(
  { consents }: GateContext,
  consentId: string,
  seat: { readonly windowId: string; readonly number: number },
  expiresAtMs: number,
): Promise<void> {
  if (!(await consents.noteSeat(consentId, seat, expiresAtMs))) throw new Problem('consent-ended');
}

/** Before the opening there is the instant of it to be told, and afterwards it is a matter of a second. */
async function stillInLobby(context: GateContext, windowId: string): Promise<Problem> {
  const { opensAtMs } = await findWindow(context, windowId);
  const { serverTimeMs } = await allWindows(context);
  if (serverTimeMs < opensAtMs) return new Problem('window-not-open', { opensAt: iso(opensAtMs) });
  return new Problem('not-called', {}, COME_AGAIN_SECONDS);
}

/** What the person is told when there is no seat for them. */
function refusal(claimed: Exclude<Claimed, { outcome: 'admitted' }>): Problem {
  switch (claimed.outcome) {
    case 'not-called':
      return new Problem('not-called', { ahead: claimed.ahead }, COME_AGAIN_SECONDS);
    case 'no-seat':
      return new Problem('not-called', { ahead: 0 }, COME_AGAIN_SECONDS);
    case 'finished':
      return new Problem('already-finished');
    case 'not-placed':
      return new Problem('ticket-invalid');
    case 'not-open':
      return new Problem('window-not-open', { opensAt: iso(claimed.opensAtMs) });
    case 'closed':
      return new Problem('window-closed');
    case 'unknown':
    case 'rebuilding':
      return new Problem('line-unavailable', {}, RETRY_AFTER_SECONDS);
    default:
      return claimed satisfies never;
  }
}
