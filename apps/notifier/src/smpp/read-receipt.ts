import type { DeliverPdu } from 'smpp';
import type { DeliveryReceipt } from '../carrier.ts';
import { REFERENCE_FIELD } from './message-reference.ts';
import { finalStateOf } from './message-state.ts';

const MESSAGE_TYPE = 0x3c;
const RECEIPT = 0x04;

/**
 * A final delivery receipt, from its TLVs or else from its text (SMPP 3.4, appendix B). `null` for everything else a
 * carrier delivers: messages from people, receipts of states on the way.
 */
export function readReceipt(pdu: DeliverPdu): DeliveryReceipt | null {
  if (((pdu.esm_class ?? 0) & MESSAGE_TYPE) !== RECEIPT) return null;
  const text = String(pdu.short_message?.message ?? '');
  const carrierMessageId = pdu.receipted_message_id ?? /\bid:(\S+)/.exec(text)?.[1];
  const state = finalStateOf(pdu.message_state ?? /\bstat:([A-Z]+)/.exec(text)?.[1] ?? '');
  if (carrierMessageId === undefined || state === null) return null;
  return { carrierMessageId, reference: pdu[REFERENCE_FIELD] ?? null, state };
}
