import type { DeliverPdu } from 'smpp';
import type { DeliveryReceipt } from '../carrier.ts';

const MESSAGE_TYPE = 0x3c;
const RECEIPT = 0x04;

/** SMPP 3.4, table 5-2: what `message_state` and the receipt text call the final states. */
const states = new Map<number | string, DeliveryReceipt['state']>([
  [2, 'delivered'],
  ['DELIVRD', 'delivered'],
  [3, 'failed'],
  ['EXPIRED', 'failed'],
  [4, 'failed'],
  ['DELETED', 'failed'],
  [5, 'failed'],
  ['UNDELIV', 'failed'],
  [8, 'failed'],
  ['REJECTD', 'failed'],
]);

/**
 * A final delivery receipt, from its TLVs or else from its text (SMPP 3.4, appendix B). `null` for everything else a
 * carrier delivers: messages from people, receipts of states on the way.
 */
export function readReceipt(pdu: DeliverPdu): DeliveryReceipt | null {
  if (((pdu.esm_class ?? 0) & MESSAGE_TYPE) !== RECEIPT) return null;
  const text = String(pdu.short_message?.message ?? '');
  const carrierMessageId = pdu.receipted_message_id ?? /\bid:(\S+)/.exec(text)?.[1];
  const state = states.get(pdu.message_state ?? /\bstat:([A-Z]+)/.exec(text)?.[1] ?? '');
  if (carrierMessageId === undefined || state === undefined) return null;
  return { carrierMessageId, state };
}
