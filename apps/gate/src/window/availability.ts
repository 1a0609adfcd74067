import type { AvailableMunicipality, AvailableSite, AvailableSlot } from '@sunbeon/core';
import type { AvailabilityBoard, SnapshotMark } from '@sunbeon/waiting-room';
import { Snapshots } from './snapshots.ts';

/** How old what is read may be: everybody who asks within it costs nothing. */
const MAX_AGE_MS = 500;
/** Windows whose sites are remembered at most; beyond it they are read again. */
const MAX_WINDOWS = 100;

interface KnownSites {
  readonly version: string;
  readonly sites: Promise<AvailableSite[]>;
}

/** What the worker published about the slots of each window, read no oftener than it changes. */
export class Availability {
  readonly #board: AvailabilityBoard;
  readonly #marks: Snapshots<SnapshotMark | null>;
  readonly #municipalities: Snapshots<AvailableMunicipality[]>;
  readonly #sites = new Map<string, KnownSites>();

  constructor(board: AvailabilityBoard) {
    this.#board = board;
    this.#marks = new Snapshots((windowId) => board.snapshot(windowId), MAX_AGE_MS);
    this.#municipalities = new Snapshots((windowId) => board.municipalities(windowId), MAX_AGE_MS);
  }

  /**
   * When the newest snapshot was taken; `null` before the first. What is read afterwards is as new or newer, so that the
   * age told is never too small.
   */
  mark(windowId: string): Promise<SnapshotMark | null> {
    return this.#marks.of(windowId);
  }

  /** The sites that have slots: thousands, which seldom change. */
  async sites(windowId: string, { sitesVersion: version }: SnapshotMark): Promise<AvailableSite[]> {
    const known = this.#sites.get(windowId);
    if (known?.version === version) return known.sites;
    if (this.#sites.size >= MAX_WINDOWS) this.#sites.clear();
    const sites = this.#board.sites(windowId);
    this.#sites.set(windowId, { version, sites });
    sites.catch(() => this.#sites.delete(windowId));
    return sites;
  }

  municipalities(windowId: string): Promise<AvailableMunicipality[]> {
    return this.#municipalities.of(windowId);
  }

  /** The slots of each of these sites, in the order asked. */
  slots(windowId: string, siteIds: readonly string[]): Promise<AvailableSlot[][]> {
    return this.#board.slots(windowId, siteIds);
  }
}
