import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { dependenciesDocument } from './dependencies-document.ts';

/* Writes docs/dependencies.md. */

const root = resolve(import.meta.dirname, '../..');
writeFileSync(resolve(root, 'docs/dependencies.md'), dependenciesDocument(root));
