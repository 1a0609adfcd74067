import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { openHouse } from '../house.ts';
import { metricsDocument } from './metrics-document.ts';

/* Writes docs/metrics.md from what a running stack shows. */

await using house = await openHouse();
const file = fileURLToPath(new URL('../../docs/metrics.md', import.meta.url));
await writeFile(file, await metricsDocument(house.stack));
