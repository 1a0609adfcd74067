import { resolve } from 'node:path';
import { reasonBreaches } from '../dependencies/dependencies-document.ts';
import { licenceBreaches } from '../dependencies/licences.ts';
import { rangeBreaches } from '../dependencies/named-packages.ts';
import { boundaryBreaches } from './boundaries.ts';
import { staleFiles } from './generated.ts';

const root = resolve(import.meta.dirname, '../..');
const complaints = [
  ...boundaryBreaches(root),
  ...rangeBreaches(root),
  ...reasonBreaches(root),
  ...licenceBreaches(root),
  ...staleFiles(root),
];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.stdout.write(complaints.length === 0 ? 'house rules kept, dependencies in order, generated files fresh\n' : '');
process.exitCode = complaints.length === 0 ? 0 : 1;
