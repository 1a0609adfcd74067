import { type ChecklistItem, checkWindow, type Light } from '@sunbeon/core';
import { type Store, type WindowRecord, windowReadiness } from '@sunbeon/store';
import { coverageWith } from './coverage-with.ts';

/** Messages that have been due for longer tell that no carrier takes them. */
const AMBER_AFTER_SECONDS = 60;

/** The check-list of a window at this moment. */
export async function checklistOf(store: Store, window: WindowRecord): Promise<ChecklistItem[]> {
  const [{ slots, roll, oldestDueSeconds }, coverage] = await Promise.all([
    windowReadiness(store, window.id),
    coverageWith(store, [window]),
  ]);
  const light: Light = (oldestDueSeconds ?? 0) > AMBER_AFTER_SECONDS ? 'amber' : 'green';
  return checkWindow({ nowMs: Date.now(), window, slots, roll, carrier: { light, oldestDueSeconds }, coverage });
}
