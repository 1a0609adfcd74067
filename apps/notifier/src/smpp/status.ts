import smpp from 'smpp';
import type { SendFailure } from '../carrier.ts';

const names = new Map(Object.entries(smpp.errors).map(([name, status]) => [status, name]));

/** Statuses that ask to wait: system error, queue full, throttled, temporary application error. */
const ASKS_TO_WAIT = new Set([
  'ESME_RSYSERR',
  'ESME_RMSGQFUL',
  'ESME_RTHROTTLED',
  'ESME_RX_T_APPN',
  'ESME_RSUBMITFAIL',
]);

/** The standard's name of a command status, e.g. `ESME_RTHROTTLED`. */
export function statusName(status: number): string {
  return names.get(status) ?? `status 0x${status.toString(16)}`;
}

/** Whether a refused submission may be tried again. */
export function failureOf(status: number): SendFailure {
  return ASKS_TO_WAIT.has(statusName(status)) ? 'busy' : 'refused';
}
