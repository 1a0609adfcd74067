import { formatInSeoul, type StaffWindowView } from '@sunbeon/core';
import type { StaffApi } from '../staff/staff-api.ts';

/** From the start of the demo to its opening, and how long its window stays open. */
const OPENS_AFTER_MS = 60_000;
const OPEN_FOR_MS = 3_600_000;
/** So slow that the line can be watched, so fast that a newcomer is called within a minute of the opening. */
const PACE = { maxActive: 80, maxPerSecond: 10, admissionSeconds: 600 };
const SLOTS = { sites: 101, days: 3, timesPerDay: 4, capacity: 5 };
const ID_PREFIX = 'demo-';

/** The cohort of the 19th of July 2021: ten of the sandbox's people belong to it. */
export const DEMO_COHORT = { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null };

/** Schedules a window a minute from now with slots at the real hospitals; windows of earlier demos are closed. */
export async function scheduleDemo(staff: StaffApi, nowMs: number): Promise<StaffWindowView> {
  for (const { id, state } of await staff.listWindows()) {
    if (id.startsWith(ID_PREFIX) && state !== 'closed') await staff.changeWindow(id, 'close');
  }
  const opensAt = new Date(nowMs + OPENS_AFTER_MS);
  const window = await staff.createWindow({
    id: `${ID_PREFIX}${formatInSeoul(opensAt, 'yyyyMMdd-HHmmss')}`,
    title: '시연: 1967–1968년생 (53–54세)',
    cohort: DEMO_COHORT,
    opensAt: opensAt.toISOString(),
    closesAt: new Date(opensAt.getTime() + OPEN_FOR_MS).toISOString(),
    ...PACE,
  });
  await staff.generateSlots(window.id, SLOTS);
  return window;
}
