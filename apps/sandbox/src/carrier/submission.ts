import type { DecodedMessage, SubmitPdu } from 'smpp';
import { REFERENCE_FIELD } from './message-reference.ts';

/** One part of a message in several: `sequence` counts from 1. */
interface Part {
  readonly reference: number;
  readonly total: number;
  readonly sequence: number;
}

/** What one submit_sm brings, whichever way it carries its text. */
export interface Submission {
  readonly from: string;
  /** With `+` when the digits begin with Korea's country code. */
  readonly to: string;
  readonly text: string;
  readonly part: Part | null;
  readonly wantsReceipt: boolean;
  /** What the customer calls it. */
  readonly reference: string | null;
}

export type Unreadable = 'no-destination' | 'not-text';

/** Concatenation elements of a user data header (3GPP TS 23.040, 9.2.3.24): reference of one byte or of two. */
const CONCAT_8_BIT = 0x00;
const CONCAT_16_BIT = 0x08;
const FINAL_RECEIPT = 0b11;

/** Reads text from short_message or message_payload, and the place among several from a header or from sar_* fields. */
export function readSubmission(pdu: SubmitPdu): Submission | Unreadable {
  const to = phoneOf(pdu.destination_addr ?? '');
  if (to === null) return 'no-destination';
  const short = pdu.short_message;
  const carrier = short && short.message.length > 0 ? short : (pdu.message_payload ?? short);
  if (!carrier || typeof carrier.message !== 'string') return 'not-text';
  return {
    from: pdu.source_addr ?? '',
    to,
    text: carrier.message,
    part: partOfHeader(carrier) ?? partOfSar(pdu),
    wantsReceipt: ((pdu.registered_delivery ?? 0) & FINAL_RECEIPT) !== 0,
    reference: pdu[REFERENCE_FIELD] ?? null,
  };
}

/** Phones are known by `+82…` for Korean numbers in international form, and by their bare digits otherwise. */
function phoneOf(address: string): string | null {
  const digits = address.replace(/^\+/, '');
  if (!/^\d{3,15}$/.test(digits)) return null;
  return digits.startsWith('82') ? `+${digits}` : digits;
}

function partOfHeader({ udh = [] }: DecodedMessage): Part | null {
  for (const element of udh) {
    if (element[0] === CONCAT_8_BIT && element.length === 5) {
      return part(element.readUInt8(2), element.readUInt8(3), element.readUInt8(4));
    }
    if (element[0] === CONCAT_16_BIT && element.length === 6) {
      return part(element.readUInt16BE(2), element.readUInt8(4), element.readUInt8(5));
    }
  }
  return null;
}

function partOfSar(pdu: SubmitPdu): Part | null {
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: sequence } = pdu;
  if (reference === undefined || total === undefined || sequence === undefined) return null;
  return part(reference, total, sequence);
}

/** A total of one or a sequence out of range means the message is whole (3GPP TS 23.040, 9.2.3.24.1). */
function part(reference: number, total: number, sequence: number): Part | null {
  return total > 1 && sequence >= 1 && sequence <= total ? { reference, total, sequence } : null;
}
