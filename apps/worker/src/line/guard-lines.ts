import { repeat } from '@sunbeon/service-kit';
import { type LineRecord, leaseCeiling, listLines, noteCheckpoint } from '@sunbeon/store';
import type { FoundLine } from '@sunbeon/waiting-room';
import type { WorkerContext } from '../context.ts';
import { isSound, rebuildLine } from './rebuild-line.ts';

const EVERY_MS = 250;
/** Numbers leased at a time: more than join in the time between two looks, by far. */
const BLOCK = 100_000;
/** Numbers are leased this long before the opening: a line lost earlier than that starts at 1 again. */
const LEAD_MS = 600_000;
const CHECKPOINT_EVERY_MS = 1_000;

/**
 * Guards every line: leases number blocks in Postgres before Redis may give them out, notes there how far the line has
 * come, and starts the line for a new epoch once Redis has lost it or may have lost a part of it.
 */
export function guardLines(context: WorkerContext): AsyncDisposable {
  const { store, guard, room, logger } = context;
  const notedAtMs = new Map<string, number>();

  async function look(record: LineRecord, nowMs: number): Promise<void> {
    const { windowId, epoch } = record;
    // After the record was read: a line that is sound is never behind what Postgres knew before.
    const health = await guard.inspect(windowId);
    if (health === null) return;
    const { line } = health;
    if (!isSound(record, health) || line === null) return rebuildLine(context, record, health);
    if (record.opensAtMs - nowMs < LEAD_MS) await leaseAhead(windowId, epoch, line, health.ceiling);
    if (isNews(record, line) && nowMs - (notedAtMs.get(windowId) ?? 0) >= CHECKPOINT_EVERY_MS) {
      await noteCheckpoint(store, windowId, { ...line, epoch });
      notedAtMs.set(windowId, nowMs);
    }
  }

  async function leaseAhead(windowId: string, epoch: number, line: FoundLine, ceiling: number): Promise<void> {
    // People in the lobby of a draw get their numbers all at once.
    const needed = Math.max(line.issued, line.placed);
    if (ceiling - needed > BLOCK / 2) return;
    const leased = await leaseCeiling(store, windowId, epoch, needed + BLOCK);
    if (leased !== null) await guard.raiseCeiling(windowId, epoch, leased);
  }

  return repeat({
    name: 'guard lines',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const lines = await listLines(store);
      const nowMs = await room.serverTimeMs();
      for (const record of lines) await look(record, nowMs);
    },
  });
}

function isNews({ epoch, checkpoint }: LineRecord, { issued, serving }: FoundLine): boolean {
  return checkpoint.epoch !== epoch || checkpoint.issued !== issued || checkpoint.serving !== serving;
}
