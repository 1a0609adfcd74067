import { resolve } from 'node:path';
import { boundaryBreaches } from './boundaries.ts';
import { staleFiles } from './generated.ts';

const root = resolve(import.meta.dirname, '../..');
const complaints = [...boundaryBreaches(root), ...staleFiles(root)];
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.stdout.write(complaints.length === 0 ? 'house rules kept, generated files fresh\n' : '');
process.exitCode = complaints.length === 0 ? 0 : 1;
