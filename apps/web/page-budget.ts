import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when a page with everything it loads weighs more than `maxBytes` gzipped, and otherwise says what it weighs. */
export function pageBudget(page: string, maxBytes: number): Plugin {
  return {
    name: 'page-budget',
    apply: 'build',
    writeBundle({ dir = 'dist' }) {
      const html = readFileSync(join(dir, page), 'utf8');
      const assets = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)].map(([, path = '']) => path);
      const files = [page, ...new Set(assets)];
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dir, file))).length, 0);
      const weighs = `${page} with its ${files.length - 1} files weighs ${bytes} bytes gzipped`;
      if (bytes > maxBytes) this.error(`${weighs}, more than ${maxBytes}`);
      this.info(`${weighs} of ${maxBytes}`);
    },
  };
}
