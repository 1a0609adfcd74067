const DATA_CODING_UCS2 = 8;
const ESM_CLASS_UDH = 0x40;
/** What one SMS carries, in bytes; with a header of six bytes for parts, 67 characters are left. */
const SMS_BYTES = 140;
const UDH_BYTES = 6;
const MAX_PARTS = 10;

/** How texts beyond one SMS travel: whole in `message_payload`, or cut into parts with a user data header. */
export type LongText = 'payload' | 'parts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields of the submissions that carry `text` in UCS-2: one when it fits an SMS or travels as payload, else one for
 * each part, tied together by `reference` (0–255). Characters outside the basic plane are never cut in two.
 * @throws {RangeError} for a text of more than ten parts
 */
export function encodeText(text: string, longText: LongText, reference: number): Fields[] {
  const bytes = ucs2(text);
  if (bytes.length <= SMS_BYTES) return [{ data_coding: DATA_CODING_UCS2, short_message: bytes }];
  if (longText === 'payload') return [{ data_coding: DATA_CODING_UCS2, message_payload: bytes }];
  const parts = split(text, (SMS_BYTES - UDH_BYTES) / 2);
  if (parts.length > MAX_PARTS) throw new RangeError(`a text of ${parts.length} parts`);
  return parts.map((part, index) => ({
    data_coding: DATA_CODING_UCS2,
    esm_class: ESM_CLASS_UDH,
    short_message: Buffer.concat([concatenation(reference, parts.length, index + 1), ucs2(part)]),
  }));
}

function ucs2(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

function split(text: string, longest: number): string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = from + longest;
    const end = to < text.length && isHighSurrogate(text.charCodeAt(to - 1)) ? to - 1 : to;
    parts.push(text.slice(from, end));
    from = end;
  }
  return parts;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** User data header with one element: concatenated message, 8-bit reference (3GPP TS 23.040, 9.2.3.24.1). */
function concatenation(reference: number, total: number, sequence: number): Buffer {
  return Buffer.from([5, 0, 3, reference, total, sequence]);
}
