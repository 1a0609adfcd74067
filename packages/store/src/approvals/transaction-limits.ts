/** Longest a transaction about a request waits for a connection, and lasts; what was asked for is carried out in it. */
export const TRANSACTION_LIMITS = { maxWait: 5_000, timeout: 15_000 } as const;
