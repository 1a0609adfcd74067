import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { pageBudget } from './page-budget.ts';
import { neededBy } from './shared-chunk.ts';

/** Everything the waiting page loads, gzipped: what one bar of signal carries in a few seconds. */
const WAITING_PAGE_BYTES = 15_000;
const SHARED = /\/(gate|kept|text|page|core\/src)\//;

/**
 * The pages, each its own small entry. Everything leaves as files under `/assets/`, because the gate's content
 * security policy allows no inline script, no inline style and no `data:` address.
 */
export default defineConfig({
  plugins: [react(), pageBudget('waiting.html', WAITING_PAGE_BYTES)],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    target: ['chrome110', 'safari16', 'firefox115'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: {
        index: 'index.html',
        waiting: 'waiting.html',
        book: 'book.html',
        me: 'me.html',
        draw: 'draw.html',
        verify: 'verify.html',
      },
      // Schemas are built when a module loads; a page that uses only the rules beside them need not carry zod.
      treeshake: { manualPureFunctions: ['z'] },
      // What the pages share comes as one file: one request, and smaller than many. What the waiting page has no use for
      // is in another.
      output: {
        codeSplitting: {
          groups: [
            {
              debugName: 'page',
              name: neededBy('/src/waiting/main.ts', 'page'),
              priority: 1,
              minShareCount: 2,
              test: SHARED,
            },
            { name: 'more', minShareCount: 2, test: SHARED },
          ],
        },
      },
    },
  },
});
