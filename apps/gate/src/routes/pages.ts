import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router } from 'express';
import type { GateContext } from '../context.ts';

/** Each page's address and the file it is built into. */
const PAGES = [
  ['/', 'index.html'],
  ['/windows/:id', 'waiting.html'],
  ['/windows/:id/book', 'book.html'],
  ['/windows/:id/draw', 'draw.html'],
  ['/me', 'me.html'],
  ['/verify', 'verify.html'],
  ['/family', 'family.html'],
  ['/trust', 'trust.html'],
] as const;

/** Assets carry a digest of their content in their name, so they never change. */
const ASSETS_MAX_AGE = '1y';

/** The citizens' pages, as they were built into `WEB_DIR`. */
export function pages({ config }: GateContext): Router {
  const router = Router();
  for (const [path, file] of PAGES) router.get(path, page(config.webDir, file));
  const assets = express.static(join(config.webDir, 'assets'), {
    immutable: true,
    maxAge: ASSETS_MAX_AGE,
    index: false,
  });
  router.use('/assets', assets);
  return router;
}

function page(webDir: string, file: string): RequestHandler {
  return (_req, res) => {
    if (!existsSync(join(webDir, file))) {
      res.status(503).type('text').send(`The pages are not built yet: run "pnpm build" (looked for ${file}).\n`);
      return;
    }
    res.set('Cache-Control', 'no-cache').sendFile(file, { root: webDir, cacheControl: false });
  };
}
