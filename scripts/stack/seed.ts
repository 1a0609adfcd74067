import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freeText } from '@sunbeon/core';
import { importSites, openStore, type SiteRow } from '@sunbeon/store';
import { z } from 'zod';
import { repositoryRoot } from './repository.ts';

const MAX_TEXT_LENGTH = 200;
const text = freeText(MAX_TEXT_LENGTH);
const rowSchema = z.tuple([text, text, text, text, text, text, z.coerce.number(), z.coerce.number()]);

/** Writes the real hospitals that are not there yet; says how many were new. Their ids are `h001`, `h002` … in the order of the file. */
export async function seed(databaseUrl: string): Promise<{ sites: number }> {
  await using store = openStore({ databaseUrl, poolSize: 1 });
  return { sites: await importSites(store, await hospitals()) };
}

/** `data/clinics.csv`: name, type, province code, province, municipality code, municipality, latitude, longitude; no quotes. */
async function hospitals(): Promise<SiteRow[]> {
  const file = await readFile(join(repositoryRoot, 'data', 'clinics.csv'), 'utf8');
  const [, ...lines] = file.trim().split('\n');
  return lines.map((line, index) => {
    const [name, type, , province, municipalityCode, municipality, latitude, longitude] = rowSchema.parse(
      line.split(','),
    );
    const id = `h${String(index + 1).padStart(3, '0')}`;
    return { id, name, type, province, municipality, municipalityCode, latitude, longitude };
  });
}
