import { chainMarkText } from '@sunbeon/core';
import { Counter, repeat } from '@sunbeon/service-kit';
import { auditHead, mayRewriteAudit, sealAudit } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';

const EVERY_MS = 1_000;
/** Entries sealed by one transaction, and transactions of one turn: the rest is for the next one. */
const MOST_SEALED = 1_000;
const MAX_ROUNDS = 10;
/** The whole trail is looked through so often for an entry that was overlooked, and the head is written to the log. */
const THOROUGH_EVERY_MS = 3_600_000;

/**
 * Seals the audit trail into its chain of hashes, a second behind. Several workers may do so at once: one does, and the
 * others find nothing to do.
 */
export function sealTrail({ store, registry, logger }: WorkerContext): AsyncDisposable {
  const sealed = new Counter({
    name: 'worker_audit_sealed_total',
    help: 'Entries of the audit trail sealed into its chain',
    registers: [registry],
  });
  let thoroughAtMs = 0;

  async function seal(everything: boolean): Promise<void> {
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const count = await sealAudit(store, { most: MOST_SEALED, everything });
      sealed.inc(count);
      if (count < MOST_SEALED) return;
    }
  }

  return repeat({
    name: 'seal audit trail',
    everyMs: EVERY_MS,
    logger,
    async turn() {
      const isThorough = performance.now() >= thoroughAtMs;
      if (thoroughAtMs === 0 && (await mayRewriteAudit(store))) {
        logger.warn('the login of this service may rewrite the audit trail: give it the role sunbeon_service instead');
      }
      await seal(isThorough);
      if (!isThorough) return;
      thoroughAtMs = performance.now() + THOROUGH_EVERY_MS;
      const mark = await auditHead(store);
      logger.info({ head: chainMarkText(mark), sealedAt: mark.sealedAt }, 'head of the audit trail: keep it elsewhere');
    },
  });
}
