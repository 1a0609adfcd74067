import { type StaffWindowView, windowNews, windowStateAt } from '@sunbeon/core';
import type { WindowRecord } from '@sunbeon/store';

/** A window as staff see it at an instant of the server's clock. */
export function staffWindowView(window: WindowRecord, nowMs: number): StaffWindowView {
  const {
    id,
    campaignId,
    title,
    cohort,
    requiresRoll,
    expectedPeople,
    secondDoseAfterDays,
    policy,
    maxActive,
    agentSeats,
    maxPerSecond,
    admissionSeconds,
    version,
  } = window;
  return {
    id,
    campaignId,
    title,
    cohort,
    requiresRoll,
    expectedPeople,
    secondDoseAfterDays,
    state: window.draft ? 'draft' : windowStateAt(window, nowMs),
    policy,
    opensAt: new Date(window.opensAtMs).toISOString(),
    closesAt: new Date(window.closesAtMs).toISOString(),
    lobbyOpensAt: window.lobbyOpensAtMs === null ? null : new Date(window.lobbyOpensAtMs).toISOString(),
    maxActive,
    agentSeats,
    maxPerSecond,
    admissionSeconds,
    version,
    ...windowNews(window, window.paused),
  };
}
