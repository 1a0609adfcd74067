import { randomUUID } from 'node:crypto';
import { windowStateAt } from '@sunbeon/core';
import { drawOrder, entriesDigestOf } from '@sunbeon/crypto';
import { repeat } from '@sunbeon/service-kit';
import { drawOf, keepDraw, type SealedDraw } from '@sunbeon/store';
import { LobbyDraw, type PublishedWindow } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';

const TICK_MS = 100;
/** The windows are read this often; the instant of an opening is in what was read. */
const LOOK_MS = 1_000;
/** A draw in hand is said to be so this often, much oftener than it lapses. */
const HOLD_MS = 400;

/**
 * Draws the lobby of every window that opens under `draw`, within about a second of the opening. Any worker may, one
 * does, and another goes on when it dies: what was drawn is kept in Postgres first, and counts in Redis last.
 */
export function drawLobbies(context: WorkerContext): AsyncDisposable {
  const { room, logger } = context;
  const holder = randomUUID();
  let undrawn: readonly PublishedWindow[] = [];
  let lookedAtMs = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    if (performance.now() - lookedAtMs < LOOK_MS) return;
    const draws = (await room.windows()).filter(({ policy }) => policy === 'draw');
    const drawn = await Promise.all(draws.map(({ id }) => room.drawOf(id)));
    undrawn = draws.filter((_, index) => drawn[index] === null);
    lookedAtMs = performance.now();
  }

  async function turn(): Promise<void> {
    await look();
    if (undrawn.length === 0) return;
    const nowMs = await room.serverTimeMs();
    for (const window of undrawn) {
      const state = windowStateAt(window, nowMs);
      const hasOpened = state === 'open' || state === 'paused' || state === 'exhausted';
      if (hasOpened && (await drawLobby(context, window.id, holder)))
        undrawn = undrawn.filter(({ id }) => id !== window.id);
    }
  }

  return repeat({ name: 'draw lobbies', everyMs: TICK_MS, logger, turn });
}

/** Draws one lobby; false when it is not for this worker to do, or has to be tried again. */
async function drawLobby(context: WorkerContext, windowId: string, holder: string): Promise<boolean> {
  const { redis, config, store, logger, metrics } = context;
  const startedAtMs = performance.now();
  const draw = new LobbyDraw(redis, config.redisPrefix, windowId, holder);
  const begun = await draw.begin();
  if (begun !== 'begun') return begun === 'drawn';
  const holding = setInterval(() => void draw.begin().catch(() => null), HOLD_MS);
  try {
    const sealed = await drawOf(store, windowId);
    if (sealed === null) return false;
    const kept = sealed.kept ?? (await keepOrder(context, windowId, sealed, await draw.entrants()));
    if (kept === null) return false;
    await context.room.raiseCeiling(windowId, kept.people.length);
    const seed = Buffer.from(sealed.seed).toString('hex');
    const { people, entriesDigest } = kept;
    if (!(await draw.seat(people)) || !(await draw.finish({ drawn: people.length, seed, entriesDigest }))) return false;
    metrics.lobbiesDrawn.inc();
    const tookMs = Math.round(performance.now() - startedAtMs);
    logger.info({ windowId, drawn: people.length, tookMs }, 'a lobby was drawn');
    return true;
  } finally {
    clearInterval(holding);
  }
}

/** Decides the order and keeps it; `null` when Postgres does not take it: somebody else's is there, or the opening was moved. */
async function keepOrder(
  { store }: WorkerContext,
  windowId: string,
  { seed }: SealedDraw,
  entrants: readonly string[],
) {
  const order = await drawOrder(seed, windowId, entrants);
  const [people, entries] = [order.map(({ personKey }) => personKey), order.map(({ entry }) => entry)];
  const entriesDigest = entriesDigestOf(entries);
  return (await keepDraw(store, windowId, { people, entries, entriesDigest })) ? { people, entriesDigest } : null;
}
