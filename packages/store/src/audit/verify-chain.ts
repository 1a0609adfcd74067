import { type AuditVerdict, CHAIN_START, type ChainFault, type ChainMark } from '@sunbeon/core';
import type { Store } from '../store.ts';
import { auditHead } from './audit-head.ts';
import { type ChainRow, linkHash } from './chain-row.ts';
import { readChain } from './read-chain.ts';
import { unsealedEntry } from './unsealed-entry.ts';

/** Links held in memory at a time. */
const LINKS_PER_READ = 2_000;
/** An entry may have been written so much earlier than one that was sealed before it: longer than any transaction lasts. */
const LATE_MS = 600_000;

export interface Verification {
  /** Where to begin: everything up to there has been recomputed, and led to this hash. */
  readonly from?: ChainMark;
  /** A mark that was kept elsewhere. */
  readonly kept?: ChainMark | null;
  /** Links recomputed at most. */
  readonly most: number;
}

/**
 * Recomputes the chain of the audit trail, from what the entries hold now, and says what is wrong first, if anything. Holds
 * a few thousand entries in memory, however long the trail is.
 */
export async function verifyChain(store: Store, asked: Verification): Promise<AuditVerdict> {
  const { kept = null, most } = asked;
  const { position: entries } = await auditHead(store);
  const walk = new ChainWalk(asked.from ?? CHAIN_START, kept);
  let fault = walk.begin(await linkAt(store, walk.reached.position));
  let left = most;
  while (fault === null && left > 0) {
    const rows = await readChain(store, walk.reached.position, Math.min(left, LINKS_PER_READ));
    fault = walk.follow(rows);
    left -= rows.length;
    if (rows.length === 0) {
      fault ??= walk.faultAtEnd() ?? (await unsealedEntry(store));
      return { reached: walk.reached, done: true, fault, entries };
    }
  }
  return { reached: walk.reached, done: fault !== null, fault, entries };
}

/** The link one goes on from; none before the first. */
async function linkAt(store: Store, position: number): Promise<ChainRow | null> {
  if (position === CHAIN_START.position) return null;
  const [row] = await readChain(store, position - 1, 1);
  return row ?? null;
}

/** Goes along the chain link by link. */
class ChainWalk {
  readonly #kept: ChainMark | null;
  #reached: ChainMark;
  #newestMs = 0;

  constructor(from: ChainMark, kept: ChainMark | null) {
    this.#reached = from;
    this.#kept = kept;
  }

  get reached(): ChainMark {
    return this.#reached;
  }

  /** @param link the one at the mark one goes on from, as it is now */
  begin(link: ChainRow | null): ChainFault | null {
    const { position, hash } = this.#reached;
    if (position !== CHAIN_START.position && (link?.position !== position || link.hash !== hash)) {
      return { kind: 'rewritten', position, entryId: null };
    }
    this.#newestMs = Date.parse(link?.entry?.at ?? '') || 0;
    return this.#faultAtMark();
  }

  follow(rows: readonly ChainRow[]): ChainFault | null {
    for (const row of rows) {
      const fault = this.#step(row);
      if (fault !== null) return fault;
    }
    return null;
  }

  /** Nothing is left of the chain: what was kept has to lie within it. */
  faultAtEnd(): ChainFault | null {
    const { position } = this.#reached;
    if (this.#kept === null || this.#kept.position <= position) return null;
    return { kind: 'truncated', position: position + 1, entryId: null };
  }

  #step({ position, entryId, hash, entry }: ChainRow): ChainFault | null {
    const place = this.#reached.position + 1;
    if (position !== place) return { kind: 'gap', position: place, entryId: null };
    if (entry === null) return { kind: 'removed', position, entryId };
    if (linkHash(this.#reached, entry) !== hash) return { kind: 'changed', position, entryId };
    const atMs = Date.parse(entry.at);
    if (atMs < this.#newestMs - LATE_MS) return { kind: 'backdated', position, entryId };
    this.#newestMs = Math.max(this.#newestMs, atMs);
    this.#reached = { position, hash };
    return this.#faultAtMark();
  }

  #faultAtMark(): ChainFault | null {
    const { position, hash } = this.#reached;
    if (this.#kept?.position !== position || this.#kept.hash === hash) return null;
    return { kind: 'rewritten', position, entryId: null };
  }
}
