import { relative } from 'node:path';

/** A path as people type it from where they are: relative below the working folder, absolute elsewhere. */
export function shortPath(path: string): string {
  const below = relative(process.cwd(), path);
  return below === '' || below.startsWith('..') ? path : below;
}
