import type { Store } from '../store.ts';

/** A clinic as a list of clinics names it. */
export interface SiteRow {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly province: string;
  readonly municipality: string;
  readonly municipalityCode: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Writes clinics that are not there yet, in the order given; returns how many were new. */
export async function importSites({ prisma }: Store, rows: readonly SiteRow[]): Promise<number> {
  const { count } = await prisma.site.createMany({ data: [...rows], skipDuplicates: true });
  return count;
}
