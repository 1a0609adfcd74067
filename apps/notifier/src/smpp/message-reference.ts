import smpp from 'smpp';

/**
 * Our reference, in a parameter of the range SMPP 3.4 leaves to agreements between the two sides (5.3.2). The standard's
 * own `user_message_reference` has 16 bits, too few to tell a night's messages apart, and nothing is asked by it.
 */
const TAG = 0x1501;

/** Its name among the fields of a PDU. */
export const REFERENCE_FIELD = 'sunbeon_reference';

smpp.addTLV(REFERENCE_FIELD, { id: TAG, type: smpp.types.tlv.string });
