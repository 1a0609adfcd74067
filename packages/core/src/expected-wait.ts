import type { WindowStatus } from './contract.ts';
import { aheadOf, type Eta, etaFor } from './eta.ts';

/** How long whoever holds `number` will still wait, as far as a status tells; `null` while nothing is called. */
export function expectedWait(status: WindowStatus, number: number): Eta | null {
  const { serving, skips, ratePerSecond: perSecond, rateDeviation: deviation, headStart, mostPerSecond } = status;
  return etaFor(aheadOf(number, serving, skips), { perSecond, deviation, headStart, mostPerSecond });
}
