import { writeFile } from 'node:fs/promises';
import { errorsMarkdown } from './error-docs.ts';
import { openApiJson } from './openapi-document.ts';

/* Writes what `docs` holds of the contract. The same code writes the same bytes, so a check can tell whether they are fresh. */

const docs = new URL('../../../../docs/', import.meta.url);

await writeFile(new URL('openapi.json', docs), openApiJson());
await writeFile(new URL('errors.md', docs), errorsMarkdown());
