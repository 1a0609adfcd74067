import { isLike, type Kept, kept } from './kept.ts';

/** The place in a window's line as this device remembers it. */
export interface KeptTicket {
  readonly ticket: string;
  readonly number: number;
  /** The most people that were ever ahead: the full length of the progress bar. */
  readonly mostAhead: number;
}

/**
 * The ticket of a window, kept on the device so that a closed tab costs nothing: the visitor's own, or that of a
 * beneficiary, by the consent.
 */
export function keptTicket(windowId: string, consentId: string | null = null): Kept<KeptTicket> {
  return kept('device', ['ticket', windowId, ...(consentId === null ? [] : [consentId])].join('.'), isTicket);
}

function isTicket(value: unknown): value is KeptTicket {
  return isLike({ ticket: '', number: 0, mostAhead: 0 }, value);
}
