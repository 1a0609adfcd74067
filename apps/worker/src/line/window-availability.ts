import { createHash } from 'node:crypto';
import { type AvailableMunicipality, type AvailableSite, availableSiteSchema } from '@sunbeon/core';
import type { AvailabilityMark, SiteAvailability } from '@sunbeon/store';
import type { AvailabilityPart } from '@sunbeon/waiting-room';

type KnownSite = Omit<SiteAvailability, 'slots'>;

const NO_SLOTS: ReadonlyMap<string, string> = new Map();

/** What was published about a window, as far as one has to remember it: what is free at each site, not its slots. */
export class WindowAvailability {
  readonly #sites = new Map<string, KnownSite>();
  #mark: AvailabilityMark | null = null;
  #version = '';
  #hasNewFigures = true;
  #hasNewSites = true;

  /** Up to where changes have been published; `null` before everything was. */
  get mark(): AvailabilityMark | null {
    return this.#mark;
  }

  /** Doses that can still be booked. */
  free(): number {
    let sum = 0;
    for (const { free } of this.#sites.values()) sum += free;
    return sum;
  }

  /** Takes note of these sites as they are now; returns the slots of each as JSON. Those that are missing have none left. */
  take(siteIds: readonly string[], found: readonly SiteAvailability[]): Map<string, string> {
    const slots = new Map(siteIds.map((id) => [id, '[]']));
    for (const { slots: text, ...site } of found) {
      slots.set(site.id, text);
      this.#hasNewSites ||= !this.#sites.has(site.id);
      this.#sites.set(site.id, site);
    }
    const missing = new Set(siteIds);
    for (const { id } of found) missing.delete(id);
    for (const id of missing) this.#hasNewSites = this.#sites.delete(id) || this.#hasNewSites;
    this.#hasNewFigures ||= siteIds.length > 0;
    return slots;
  }

  /** Some slots; the edge goes by them, although the rest is still to come. */
  part(slots: ReadonlyMap<string, string>): AvailabilityPart {
    return { after: this.#after(), mark: null, sites: null, municipalities: null, slots };
  }

  /** What makes a snapshot of the parts before. */
  conclusion({ takenAt }: AvailabilityMark): AvailabilityPart {
    const sites = this.#hasNewSites ? this.#list() : null;
    if (sites !== null) this.#version = createHash('sha256').update(JSON.stringify(sites)).digest('base64url');
    return {
      after: this.#after(),
      mark: { takenAt: takenAt.toISOString(), sitesVersion: this.#version },
      sites,
      municipalities: this.#hasNewFigures ? this.#municipalities() : null,
      slots: NO_SLOTS,
    };
  }

  /** The conclusion was published. */
  conclude(mark: AvailabilityMark): void {
    this.#mark = mark;
    this.#hasNewSites = false;
    this.#hasNewFigures = false;
  }

  #after(): string | null {
    return this.#mark?.takenAt.toISOString() ?? null;
  }

  #list(): AvailableSite[] {
    const inOrder = [...this.#sites.values()].toSorted((a, b) => a.position - b.position);
    return inOrder.map((site) => availableSiteSchema.parse(site));
  }

  #municipalities(): AvailableMunicipality[] {
    const byCode = new Map<string, AvailableMunicipality>();
    for (const { municipalityCode: code, municipality: name, province, free } of this.#sites.values()) {
      const known = byCode.get(code);
      if (known) known.free += free;
      else byCode.set(code, { code, name, province, free });
    }
    return [...byCode.values()].toSorted((a, b) => a.code.localeCompare(b.code));
  }
}
