import { REFERENCE_FIELD } from './message-reference.ts';

/** A delivery receipt owed to whoever submitted the message. */
export interface Receipt {
  readonly messageId: string;
  /** What the customer calls the message. */
  readonly reference: string | null;
  /** Where the message came from: the receipt goes back there. */
  readonly from: string;
  readonly to: string;
  readonly submittedAtMs: number;
  readonly deliveredAtMs: number;
}

const ESM_CLASS_RECEIPT = 0x04;
const STATE_DELIVERED = 2;

/** The fields of the deliver_sm for a delivered message: receipt text as in SMPP 3.4, appendix B, and the TLVs of 5.3.2. */
export function receiptFields(receipt: Receipt): Readonly<Record<string, unknown>> {
  const { messageId, reference, submittedAtMs, deliveredAtMs } = receipt;
  const text =
    `id:${messageId} sub:001 dlvrd:001 submit date:${minute(submittedAtMs)} ` +
    `done date:${minute(deliveredAtMs)} stat:DELIVRD err:000 text:`;
  return {
    source_addr: receipt.to.replace(/^\+/, ''),
    destination_addr: receipt.from,
    esm_class: ESM_CLASS_RECEIPT,
    short_message: Buffer.from(text, 'ascii'),
    receipted_message_id: messageId,
    message_state: STATE_DELIVERED,
    ...(reference !== null && { [REFERENCE_FIELD]: reference }),
  };
}

/** YYMMDDhhmm, in UTC. */
function minute(instantMs: number): string {
  return new Date(instantMs).toISOString().replaceAll(/\D/g, '').slice(2, 12);
}
