import { koreanMobile } from '@sunbeon/core';
import { type Keyring, openContact, openFacts, SealedContactError } from '@sunbeon/crypto';
import type { BookingTraces, Logger } from '@sunbeon/service-kit';
import { type OutboxMessage, requestOfBooking, type Store, type UnsentOutcome } from '@sunbeon/store';
import { SendError } from './carrier.ts';
import { FIRST_ASK_AFTER_MS } from './doubt-verdict.ts';
import type { Ledger } from './ledger.ts';
import type { NotifierMetrics } from './metrics.ts';
import { nextAttemptAfterMs } from './retry.ts';
import type { Route } from './route.ts';
import { consentTextOf } from './templates/consent-text-of.ts';
import { textOf } from './templates/text-of.ts';
import { turnTextOf } from './templates/turn-text-of.ts';

export interface DeliveryParts {
  readonly store: Store;
  readonly ledger: Ledger;
  readonly sealingKeys: Keyring;
  /** The number messages come from, and people may call. */
  readonly sender: string;
  readonly metrics: NotifierMetrics;
  readonly logger: Logger;
  readonly traces: BookingTraces;
}

type Reason = SendError['failure'] | 'contact-unreadable' | 'internal';

/**
 * Hands a claimed message to the carrier it was claimed for; resolves once the database knows what became of it.
 * @param mayBegin asked right before; `false` gives the message back
 */
export async function deliverMessage(
  parts: DeliveryParts,
  route: Route,
  message: OutboxMessage,
  mayBegin: () => boolean,
): Promise<void> {
  const { ledger, metrics } = parts;
  const startedMs = Date.now();
  const stopTimer = metrics.sendSeconds.startTimer();
  const result = await route
    .through(() => send(parts, route, message, mayBegin))
    .catch((error: unknown) => ({ error }));
  if ('error' in result) return await noteUnsent(parts, message, result.error);
  stopTimer();
  metrics.sent.inc({ carrier: route.name });
  await ledger.sent({ id: message.id, carrier: route.name, carrierMessageId: result.carrierMessageId });
  await tellTrace(parts, message, { carrier: route.name, startedMs, endedMs: Date.now() });
}

/** That a message about a booking went out belongs to the trace of the request that made the booking. */
async function tellTrace(
  { traces, store, logger }: DeliveryParts,
  message: OutboxMessage,
  { carrier, startedMs, endedMs }: { readonly carrier: string; readonly startedMs: number; readonly endedMs: number },
): Promise<void> {
  if (!traces.isOn || !('booking' in message)) return;
  const { kind, attempts, bookingId } = message;
  const facts = { 'sunbeon.message': kind, 'sunbeon.carrier': carrier, 'sunbeon.attempts': attempts };
  try {
    const requestId = await requestOfBooking(store, bookingId);
    if (requestId !== null) traces.went({ requestId, name: 'send message', startedMs, endedMs, facts });
  } catch (error) {
    // The message is out and noted: only its trace stays short.
    logger.debug({ err: error }, 'a message is missing in its trace');
  }
}

async function send(parts: DeliveryParts, route: Route, message: OutboxMessage, mayBegin: () => boolean) {
  const { name, phone } = await openContact(parts.sealingKeys, message.sealedContact, message.personKey);
  // Who verifies themself abroad, or by a number somebody is paid for, costs nothing here.
  if (koreanMobile(phone) !== phone) throw new SendError('refused', 'not a Korean mobile number');
  const text = await writeText(parts, message, name);
  if (!mayBegin()) throw new SendError('unavailable', 'not begun');
  return await route.send({ phone, text, reference: message.reference });
}

async function writeText(
  { sealingKeys, sender }: DeliveryParts,
  message: OutboxMessage,
  name: string,
): Promise<string> {
  if ('booking' in message) return textOf(message, name, sender);
  if ('turn' in message) return turnTextOf(message, name, sender);
  return consentTextOf(message, name, await openFacts(sealingKeys, message.sealedFacts, message.personKey), sender);
}

async function noteUnsent({ ledger, metrics, logger }: DeliveryParts, message: OutboxMessage, error: unknown) {
  const { id, lease, attempts } = message;
  const reason = reasonOf(error);
  metrics.failed.inc({ reason });
  if (reason === 'internal') logger.error({ messageId: id, error: nameOf(error) }, 'message not sent');
  const { outcome, afterMs } = whatNext(reason, attempts);
  await ledger.unsent({ id, lease, outcome, asked: 0, error: errorText(error), at: new Date(Date.now() + afterMs) });
}

function reasonOf(error: unknown): Reason {
  if (error instanceof SendError) return error.failure;
  return error instanceof SealedContactError ? 'contact-unreadable' : 'internal';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Never the text of an unknown error: it may quote what it stumbled over. */
function errorText(error: unknown): string {
  return error instanceof SendError ? error.message : reasonOf(error);
}

function whatNext(reason: Reason, attempts: number): { readonly outcome: UnsentOutcome; readonly afterMs: number } {
  switch (reason) {
    case 'unavailable':
      return { outcome: 'return', afterMs: 0 };
    case 'ambiguous':
      return { outcome: 'ask', afterMs: FIRST_ASK_AFTER_MS };
    case 'refused':
    case 'contact-unreadable':
      return { outcome: 'give-up', afterMs: 0 };
    case 'busy':
    case 'internal': {
      const afterMs = nextAttemptAfterMs(attempts, Math.random());
      return afterMs === null ? { outcome: 'give-up', afterMs: 0 } : { outcome: 'retry', afterMs };
    }
    default:
      return reason satisfies never;
  }
}
