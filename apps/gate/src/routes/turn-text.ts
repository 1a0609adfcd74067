import { Problem, type TurnTextView } from '@sunbeon/core';
import type { Ticket } from '@sunbeon/crypto';
import type { Request, RequestHandler } from 'express';
import { countedAs, requireConsent } from '../acting/holder-of.ts';
import type { GateContext } from '../context.ts';
import { ticketOf } from '../http/credentials.ts';
import { askLine, RETRY_AFTER_SECONDS } from '../window/ask-line.ts';
import { numberOf } from '../window/number-of.ts';

/** `GET /v1/tickets/me/turn-text`: whether the person is told by text when their number is called. */
export const readTurnText =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { windowId, number } = await placeOf(context, req);
    const isAsked = await askLine(() => context.turnTexts.isAsked(windowId, number));
    const body: TurnTextView = { wanted: isAsked };
    res.set('Cache-Control', 'no-store').json(body);
  };

/**
 * `PUT /v1/tickets/me/turn-text`: the person is told by text when their number has been called and they have not come by
 * themselves. It goes to the phone of the ticket, as a booking's confirmation does.
 */
export const askTurnText =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { windowId, number, personKey, sealedContact, language } = await placeOf(context, req);
    const recipient = { personKey, sealedContact, language };
    const isNoted = await askLine(() => context.turnTexts.ask(windowId, number, recipient));
    if (!isNoted) throw new Problem('overloaded', {}, RETRY_AFTER_SECONDS);
    res.status(204).end();
  };

/** `DELETE /v1/tickets/me/turn-text`: no text. */
export const cancelTurnText =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { windowId, number } = await placeOf(context, req);
    await askLine(() => context.turnTexts.forget(windowId, [number]));
    res.status(204).end();
  };

/** In the lobby of a draw nobody has a number that could be called: that is a matter of waiting for the draw. */
async function placeOf(context: GateContext, req: Request): Promise<Ticket & { readonly number: number }> {
  const ticket = ticketOf(context, req);
  context.limits.count('turn-text', countedAs(ticket));
  await requireConsent(context, ticket);
  const number = await numberOf(context, ticket);
  if (number === null) throw new Problem('not-called', {}, RETRY_AFTER_SECONDS);
  return { ...ticket, number };
}
