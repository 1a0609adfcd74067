import { type Logger, repeat } from '@sunbeon/service-kit';
import type { RollsInMemory } from '@sunbeon/waiting-room';
import type { WindowList } from './find-window.ts';

const EVERY_MS = 1_000;

/** Keeps the rolls in memory that the windows in force require, as they change. */
export function learnRolls(rolls: RollsInMemory, windows: () => Promise<WindowList>, logger: Logger): AsyncDisposable {
  return repeat({
    name: 'learn rolls',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const { byId, serverTimeMs } = await windows();
      const requiring = [...byId.values()].filter((window) => window.requiresRoll && window.closesAtMs > serverTimeMs);
      await rolls.refresh(new Set(requiring.map(({ campaignId }) => campaignId)));
    },
  });
}
