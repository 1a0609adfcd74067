import { packFiles } from '@sunbeon/page-build';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const packing: Plugin = {
  name: 'packing',
  apply: 'build',
  closeBundle(error) {
    if (!error) packFiles(this.environment.config.build.outDir);
  },
};

/** Everything leaves as files under `/assets/`, because the content security policy of the staff's door allows nothing inline. */
export default defineConfig({
  plugins: [react(), packing],
  resolve: { conditions: ['source', 'module', 'browser', 'development|production'] },
  build: {
    target: ['chrome110', 'safari16', 'firefox115'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Schemas are built when a module loads; a page that uses only the rules beside them need not carry them.
      treeshake: { manualPureFunctions: ['z'] },
    },
  },
});
