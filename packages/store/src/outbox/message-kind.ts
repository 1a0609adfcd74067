/** What is said about a booking. */
export const bookingMessageKinds = ['confirmation', 'cancellation', 'move', 'displacement', 'offer'] as const;
export type BookingMessageKind = (typeof bookingMessageKinds)[number];

/** What is said about a consent. */
export const consentMessageKinds = ['code', 'consent-requested', 'consent-given', 'consent-ended'] as const;
export type ConsentMessageKind = (typeof consentMessageKinds)[number];

/** What is said about a place in line. */
export const turnMessageKind = 'turn';

export const messageKinds = [...bookingMessageKinds, ...consentMessageKinds, turnMessageKind] as const;
