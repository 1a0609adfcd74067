import { type ChecklistItem, checkWindow } from '@sunbeon/core';
import { type WindowRecord, windowReadiness } from '@sunbeon/store';
import type { ApiContext } from '../../context.ts';
import { carrierLight } from './carrier-light.ts';
import { coverageWith } from './coverage-with.ts';

/** The check-list of a window at this moment. */
export async function checklistOf({ store, config }: ApiContext, window: WindowRecord): Promise<ChecklistItem[]> {
  const [{ slots, roll, oldestDueSeconds }, coverage] = await Promise.all([
    windowReadiness(store, window.id),
    coverageWith(store, [window]),
  ]);
  const light = await carrierLight(config, oldestDueSeconds);
  return checkWindow({ nowMs: Date.now(), window, slots, roll, carrier: { light, oldestDueSeconds }, coverage });
}
