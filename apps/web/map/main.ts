import { writeFileSync } from 'node:fs';
import { mapSources } from './map-sources.ts';

/** Draws the map of the municipalities anew. */
for (const [file, text] of Object.entries(mapSources())) {
  writeFileSync(new URL(`../src/places/generated/${file}`, import.meta.url), text);
}
