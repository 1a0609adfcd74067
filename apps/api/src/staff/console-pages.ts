import { join } from 'node:path';
import { builtAssets, PackedFiles, sendPage } from '@sunbeon/service-kit';
import { type RequestHandler, Router } from 'express';
import helmet from 'helmet';
import type { ApiConfig } from '../config.ts';

/** One page, which finds out by its address what to show. */
const PAGE = 'index.html';
/** Not the console's: what answers there, or nothing, is for programs or has pages of its own. */
const NO_PAGES = /^\/(?:v1|assets|livez|readyz|metrics|preview|queues)(?:\/|$)/;

const ONLY_OURS = ["'self'"];
const NOTHING = ["'none'"];

/** Scripts, styles, pictures, frames and connections of this door only, nothing inline, and framed by nobody. */
export const consoleHeaders: RequestHandler = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: NOTHING,
      scriptSrc: ONLY_OURS,
      styleSrc: ONLY_OURS,
      imgSrc: ONLY_OURS,
      fontSrc: ONLY_OURS,
      connectSrc: ONLY_OURS,
      frameSrc: ONLY_OURS,
      baseUri: NOTHING,
      formAction: ONLY_OURS,
      frameAncestors: NOTHING,
    },
  },
  xFrameOptions: { action: 'deny' },
  referrerPolicy: { policy: 'no-referrer' },
});

/** The staff's pages, as they were built into `CONSOLE_DIR`: the page at every address that is not something else's. */
export function consolePages({ consoleDir }: Pick<ApiConfig, 'consoleDir'>): Router {
  const files = new PackedFiles(consoleDir);
  const router = Router();
  router.use('/assets', builtAssets(join(consoleDir, 'assets')));
  router.use((req, res, next) => {
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    if (!isRead || NO_PAGES.test(req.path) || !req.accepts('html')) return next();
    res.vary('Accept');
    sendPage(req, res, files, { folder: consoleDir, file: PAGE, cacheControl: 'no-store' });
  });
  return router;
}
