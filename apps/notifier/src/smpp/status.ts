import smpp from 'smpp';
import type { SendFailure } from '../carrier.ts';

const names = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]));

/**
 * Statuses that are about the message itself: it will be refused again. Every other one, unknown ones included, is about
 * the carrier or our account there, and says nothing against trying again or elsewhere.
 */
const ABOUT_THE_MESSAGE = new Set([
  'ESME_RINVMSGLEN',
  'ESME_RINVDSTADR',
  'ESME_RINVDSTTON',
  'ESME_RINVDSTNPI',
  'ESME_RINVESMCLASS',
  'ESME_RINVDCS',
]);

/** What an SMSC says to a query for a message it does not have. */
const NO_SUCH_MESSAGE = new Set(['ESME_RINVMSGID']);

/** The standard's name of a command status, e.g. `ESME_RTHROTTLED`. */
export function statusName(status: number): string {
  return names.get(status) ?? `status 0x${status.toString(16)}`;
}

/** Whether a refused submission may be tried again. */
export function failureOf(status: number): SendFailure {
  return ABOUT_THE_MESSAGE.has(statusName(status)) ? 'refused' : 'busy';
}

/** Whether the answer to a query says that the message was never taken. */
export function saysUnknown(status: number): boolean {
  return NO_SUCH_MESSAGE.has(statusName(status));
}
