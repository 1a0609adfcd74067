import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '@sunbeon/core';
import type { InlineConfig, Plugin } from 'vite';
import { oneLanguage } from './one-language.ts';

const PAGE = 'preview.html';
const WAITING_PAGE = 'waiting.html';
/** Where the preview stands: at the staff's door, and below its folder, so that the citizens' door shows nothing of it. */
const BASE = '/preview/';
const PLACE = /<!--[^>]*-->/;
const BODY = /<body>([\s\S]*)<\/body>/;

/** Builds the preview for one language, as the waiting page is, into the folder `preview` of the pages. */
export function previewConfig(common: InlineConfig, folder: string, language: Language): InlineConfig {
  return {
    ...common,
    base: BASE,
    configFile: false,
    logLevel: 'warn',
    plugins: [waitingBody, oneLanguage(PAGE, language)],
    build: {
      ...common.build,
      outDir: join(folder, 'preview'),
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: { ...common.build?.rolldownOptions, input: PAGE },
    },
  };
}

/** The preview has the very parts the waiting page has, and cannot fall behind them. */
const waitingBody: Plugin = {
  name: 'waiting-body',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace(PLACE, () => BODY.exec(readFileSync(WAITING_PAGE, 'utf8'))?.[1] ?? ''),
  },
};
