import { randomBytes } from 'node:crypto';
import type { Cohort, KnownNews, WindowDoor } from '@sunbeon/core';
import { civilDate } from '@sunbeon/synthetic';

/** Everything a room in Redis is told about a window. */
export interface WindowFixture extends WindowDoor, KnownNews {
  readonly id: string;
  readonly title: string;
  readonly campaignId: string;
  readonly cohort: Cohort;
  readonly requiresRoll: boolean;
  readonly secondDoseAfterDays: number | null;
  readonly version: number;
  readonly maxActive: number;
  readonly agentSeats: number;
  readonly maxPerSecond: number;
  readonly admissionSeconds: number;
  readonly ceiling: number;
  readonly epoch: number;
  readonly remaining: number | null;
  readonly commitment: string | null;
  readonly guarded: boolean;
}

const HOUR_MS = 3_600_000;

/** A window of the 53–54 cohort that opened a minute ago and closes in an hour, with a fresh id; anything may be overridden. */
export function aWindow(overrides: Partial<WindowFixture> = {}): WindowFixture {
  const id = overrides.id ?? `w-${randomBytes(5).toString('hex')}`;
  return {
    id,
    campaignId: id,
    title: '1967–1968년생',
    cohort: { birthFrom: civilDate('1967-01-01'), birthTo: civilDate('1968-12-31'), lastDigit: null },
    requiresRoll: false,
    secondDoseAfterDays: null,
    version: 1,
    policy: 'fifo',
    opensAtMs: Date.now() - 60_000,
    closesAtMs: Date.now() + HOUR_MS,
    lobbyOpensAtMs: null,
    paused: false,
    exhausted: false,
    closed: false,
    maxActive: 500,
    agentSeats: 20,
    maxPerSecond: 200,
    admissionSeconds: 600,
    ceiling: 100_000,
    epoch: 1,
    remaining: null,
    commitment: null,
    notice: null,
    pausedAtMs: null,
    movedFromMs: null,
    guarded: false,
    ...overrides,
  };
}
