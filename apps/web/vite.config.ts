import react from '@vitejs/plugin-react';
import { defineConfig, type InlineConfig } from 'vite';
import { neededBy } from './shared-chunk.ts';
import { waitingPage } from './waiting-build.ts';

const SHARED = /\/(gate|kept|text|page|core\/src)\//;

/**
 * Everything leaves as files under `/assets/`, because the gate's content security policy allows no inline script, no
 * inline style and no `data:` address.
 */
const common = {
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    target: ['chrome110', 'safari16', 'firefox115'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Schemas are built when a module loads; a page that uses only the rules beside them need not carry zod.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
} satisfies InlineConfig;

/** The pages, each its own small entry; the waiting page is built apart from them. */
export default defineConfig({
  ...common,
  plugins: [react(), waitingPage(common)],
  build: {
    ...common.build,
    rolldownOptions: {
      ...common.build.rolldownOptions,
      input: {
        index: 'index.html',
        book: 'book.html',
        me: 'me.html',
        draw: 'draw.html',
        verify: 'verify.html',
        family: 'family.html',
        trust: 'trust.html',
        'my-data': 'my-data.html',
      },
      output: {
        // What the pages share comes as one file: one request, and smaller than many. What the first page has no use for
        // is in another.
        codeSplitting: {
          groups: [
            {
              debugName: 'page',
              name: neededBy('/src/windows/main.ts', 'page'),
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
