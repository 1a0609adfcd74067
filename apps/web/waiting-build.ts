import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Language, languages } from '@sunbeon/core';
import { packFiles } from '@sunbeon/page-build';
import { build, type InlineConfig, type Plugin } from 'vite';
import { oneLanguage } from './one-language.ts';
import { pageBudget } from './page-budget.ts';
import { previewConfig } from './preview-build.ts';

const PAGE = 'waiting.html';
/** Everything the waiting page loads, gzipped: what one bar of signal carries in a few seconds. */
const WAITING_PAGE_BYTES = 15_000;
/** Stands outside `/assets/`: a browser asks for it by this name, and its address says what it may answer for. */
const SERVICE_WORKER = 'service-worker.js';

/**
 * Builds the waiting page once the other pages are built, apart from them and once per language: it carries what it needs
 * and nothing that another page happens to share, in one script, so that it stands after few requests. Then the preview of
 * it that staff look at, and packs everything there is.
 */
export function waitingPage(common: InlineConfig): Plugin {
  return {
    name: 'waiting-page',
    apply: 'build',
    buildStart() {
      for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }))
        this.addWatchFile(join('src', file));
    },
    async closeBundle(error) {
      if (error) return;
      const folder = this.environment.config.build.outDir;
      for (const language of languages) await build(waitingConfig(common, folder, language));
      for (const language of languages) await build(previewConfig(common, folder, language));
      packFiles(folder);
    },
  };
}

function waitingConfig(common: InlineConfig, folder: string, language: Language): InlineConfig {
  const output = language === 'ko' ? PAGE : 'waiting.en.html';
  return {
    ...common,
    configFile: false,
    logLevel: 'warn',
    plugins: [oneLanguage(PAGE, language), pageBudget(output, [SERVICE_WORKER], WAITING_PAGE_BYTES)],
    build: {
      ...common.build,
      outDir: folder,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: {
        ...common.build?.rolldownOptions,
        input: { waiting: PAGE, 'service-worker': 'src/waiting/service-worker.ts' },
        output: {
          entryFileNames: ({ name }) => (name === 'service-worker' ? SERVICE_WORKER : 'assets/[name]-[hash].js'),
        },
      },
    },
  };
}
