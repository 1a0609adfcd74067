import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Fails the build when a page weighs more than `maxBytes` gzipped: with everything it names and with `later`, files that
 * it loads once it stands. Otherwise says what it weighs.
 */
export function pageBudget(page: string, later: readonly string[], maxBytes: number): Plugin {
  return {
    name: 'page-budget',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      const html = readFileSync(join(dir, page), 'utf8');
      const assets = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path = '']) => path);
      const files = [page, ...new Set(assets), ...later];
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dir, file))).length, 0);
      const weighs = `${page} with its ${files.length - 1} files weighs ${bytes} bytes gzipped`;
      if (bytes > maxBytes) this.error(`${weighs}, more than ${maxBytes}`);
      this.warn(`${weighs} of ${maxBytes}`);
    },
  };
}
