import type { Cohort, WindowStatus } from '@sunbeon/core';
import { type Kept, kept } from './kept.ts';

/** What was last heard of a window: what the page shows when it is opened without a network. */
export interface SeenWindow {
  readonly status: WindowStatus;
  readonly cohort: Cohort | null;
}

/** The window as this device last saw it. */
export function keptSeenWindow(windowId: string): Kept<SeenWindow> {
  return kept('device', `seen.${windowId}`, isSeenWindow);
}

/** Written by this page alone, of an answer of the gate. */
function isSeenWindow(value: unknown): value is SeenWindow {
  return typeof value === 'object' && value !== null && 'status' in value && value.status instanceof Object;
}
