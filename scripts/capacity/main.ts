import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { capacityTables } from './capacity-page.ts';
import { readCapacityFigures } from './figures.ts';
import { withTables } from './with-tables.ts';

/* Writes the tables of docs/capacity.md; what stands between them is kept. */

const page = resolve(import.meta.dirname, '../../docs/capacity.md');
writeFileSync(page, withTables(readFileSync(page, 'utf8'), capacityTables(readCapacityFigures())));
