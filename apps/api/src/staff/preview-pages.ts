import { join } from 'node:path';
import { type Language, languages } from '@sunbeon/core';
import { builtAssets, PackedFiles, sendPage } from '@sunbeon/service-kit';
import { Router } from 'express';
import helmet from 'helmet';
import type { ApiConfig } from '../config.ts';

const pages: Readonly<Record<Language, string>> = { ko: 'preview.html', en: 'preview.en.html' };

const ONLY_OURS = ["'self'"];
const NOTHING = ["'none'"];

/**
 * A picture of the citizens' pages: framed by the console, told by it what to show, and connected to nothing. The frame shuts
 * it in, so that it is of no origin, and what it loads has to be let through as if it came from elsewhere.
 */
const previewHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: NOTHING,
      scriptSrc: ONLY_OURS,
      styleSrc: ONLY_OURS,
      imgSrc: ONLY_OURS,
      connectSrc: NOTHING,
      baseUri: NOTHING,
      formAction: NOTHING,
      frameAncestors: ONLY_OURS,
    },
  },
  xFrameOptions: { action: 'sameorigin' },
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  referrerPolicy: { policy: 'no-referrer' },
});

/** `/preview/ko` and `/preview/en`: the preview of the citizens' pages, as it was built with them into `WEB_DIR`. */
export function previewPages({ webDir }: Pick<ApiConfig, 'webDir'>): Router {
  const folder = join(webDir, 'preview');
  const files = new PackedFiles(folder);
  const router = Router();
  router.use('/preview', previewHeaders);
  router.use('/preview/assets', (_req, res, next) => {
    res.set('Access-Control-Allow-Origin', '*');
    next();
  });
  router.use('/preview/assets', builtAssets(join(folder, 'assets')));
  for (const language of languages) {
    router.get(`/preview/${language}`, (req, res) =>
      sendPage(req, res, files, { folder, file: pages[language], cacheControl: 'no-cache' }),
    );
  }
  return router;
}
