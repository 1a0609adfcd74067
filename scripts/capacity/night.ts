import type { Arrivals } from './arrivals.ts';
import type { Behaviour } from './behaviour.ts';

/** A night to be sized. */
export interface PlannedNight {
  readonly arrivals: Arrivals;
  /** From the opening until everybody was called. */
  readonly finishSeconds: number;
  /** Windows that open in the same second and share the people evenly; each has a line of its own. */
  readonly windows: number;
  /** Longest anybody may wait for their number. */
  readonly numberWithinSeconds: number;
  /** From admission to the booking request. */
  readonly bookingSeconds: number;
  /** Share of the people whose page is open when the last minute before the opening begins. */
  readonly presentShare: number;
  /** Share of status and slot requests that a cache in front of the gates answers. */
  readonly edgeShare: number;
  readonly behaviour: Behaviour;
}

/** How the parts are to be run. */
export interface Margins {
  /** Share of a core that a process may use at the busiest instant. */
  readonly utilisation: number;
  /** Processes of each part that may be lost at that instant. */
  readonly spare: number;
  /** Messages a second the carrier agreed to; `null`: as many as come. */
  readonly carrierPerSecond: number | null;
  /** Until the carrier acknowledges a message. */
  readonly carrierSeconds: number;
  /** How much faster a core is than the one measured on. */
  readonly coreSpeed: number;
}

/** People a second who are called, hence who come in and book. */
export function callingRate({ arrivals, finishSeconds }: PlannedNight): number {
  return arrivals.people / finishSeconds;
}
