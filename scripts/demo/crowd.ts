import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { SlotList } from '@sunbeon/core';
import { GateClient } from '../people/gate-client.ts';
import { type Demo, type Ending, goThrough } from './citizen.ts';

export interface CrowdOrder {
  readonly gateUrl: string;
  readonly windowId: string;
  readonly opensAtMs: number;
  /** A session each; the last tenth comes one by one after the others. */
  readonly sessions: readonly string[];
  /** Asks the crowd to go home. */
  readonly signal: AbortSignal;
}

const CONNECTIONS = 16;
/** Most come at once; a few tried before, as people do. */
const RUSH_MS = 12_000;
const EARLY_SHARE = 0.03;
const EARLY_MS = 10_000;
const TRICKLE_SHARE = 0.1;
const TRICKLE_EVERY_MS = 6_000;
const SNAPSHOT_MS = 3_000;

/** Lets the crowd come to its window; resolves with how it ended for whom, when the last one is done or all were sent home. */
export async function letCrowdCome(order: CrowdOrder): Promise<Record<Ending, number>> {
  const { gateUrl, windowId, sessions, signal } = order;
  // Everybody waits on the one signal.
  setMaxListeners(0, signal);
  const pause = (ms: number) => delay(Math.max(0, ms), null, { signal });
  const gate = new GateClient(gateUrl, { connections: CONNECTIONS, pause });
  const slots = sharedSlots(gate, windowId);
  const demo: Demo = { gate, windowId, random: Math.random, pause, slots };
  const endings: Record<Ending, number> = { booked: 0, refused: 0, 'gave-up': 0 };
  const rush = Math.ceil(sessions.length * (1 - TRICKLE_SHARE));
  const lives = sessions.map(async (session, index) => {
    const arrivesAfterMs = index < rush ? rushedArrival() : RUSH_MS + (index - rush + 1) * TRICKLE_EVERY_MS;
    if (Math.random() < EARLY_SHARE) await tryEarly(demo, session, order.opensAtMs);
    await pause(order.opensAtMs + arrivesAfterMs - Date.now());
    endings[await goThrough(demo, session)] += 1;
  });
  await Promise.allSettled(lives);
  await gate.close();
  return endings;
}

/** Half of the rush comes within its first sixth. */
function rushedArrival(): number {
  return RUSH_MS * Math.random() ** 2.6;
}

async function tryEarly({ gate, windowId, pause }: Demo, session: string, opensAtMs: number): Promise<void> {
  await pause(opensAtMs - Math.random() * EARLY_MS - Date.now());
  await gate.join(windowId, session);
}

function sharedSlots(gate: GateClient, windowId: string): Demo['slots'] {
  let takenAtMs = 0;
  let snapshot: Promise<SlotList['slots']> = Promise.resolve([]);
  return () => {
    if (Date.now() - takenAtMs > SNAPSHOT_MS) {
      takenAtMs = Date.now();
      snapshot = gate.slots(windowId).then((answer) => (answer.ok ? answer.body.slots : []));
    }
    return snapshot;
  };
}
