import smpp from 'smpp';

/**
 * What this carrier has agreed with its customers beyond SMPP 3.4: their own reference in each submission, in a parameter
 * of the range the standard leaves to such agreements (5.3.2). It comes back in receipts, and `query_sm` goes by it.
 */
const TAG = 0x1501;

/** Its name among the fields of a PDU. */
export const REFERENCE_FIELD = 'sunbeon_reference';

smpp.addTLV(REFERENCE_FIELD, { id: TAG, type: smpp.types.tlv.string });
