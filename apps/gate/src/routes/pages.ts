import { join } from 'node:path';
import { type Language, languages } from '@sunbeon/core';
import { cookieOf, languageOf } from '@sunbeon/service-kit';
import express, { type Request, type RequestHandler, Router } from 'express';
import type { GateContext } from '../context.ts';
import { PackedFiles, packedAssets } from '../http/packed-file.ts';

/** Each page's address and the file it is built into. */
const PAGES = [
  ['/', 'index.html'],
  ['/windows/:id/book', 'book.html'],
  ['/windows/:id/draw', 'draw.html'],
  ['/me', 'me.html'],
  ['/verify', 'verify.html'],
  ['/family', 'family.html'],
  ['/trust', 'trust.html'],
  ['/me/data', 'my-data.html'],
] as const;

/** Built once per language, because every byte of it counts. */
const WAITING = ['waiting.html', 'waiting.en.html'] as const;
/** Keeps the waiting page at hand; a browser asks for it by this address again and again. */
const SERVICE_WORKER = 'service-worker.js';
/** The pages note here which language was chosen. */
const LANGUAGE_COOKIE = 'language';

/** Assets carry a digest of their content in their name, so they never change. */
const ASSETS_MAX_AGE = '1y';

/** The citizens' pages, as they were built into `WEB_DIR`, packed where the browser understands it. */
export function pages({ config }: GateContext): Router {
  const router = Router();
  const files = new PackedFiles(config.webDir);
  for (const [path, file] of PAGES)
    router.get(
      path,
      page(config.webDir, files, () => file),
    );
  router.get('/windows/:id', page(config.webDir, files, waitingPage));
  router.get(
    `/${SERVICE_WORKER}`,
    page(config.webDir, files, () => SERVICE_WORKER),
  );
  const assetsDir = join(config.webDir, 'assets');
  const assets = express.static(assetsDir, { immutable: true, maxAge: ASSETS_MAX_AGE, index: false });
  router.use('/assets', packedAssets(new PackedFiles(assetsDir)), assets);
  return router;
}

function page(webDir: string, files: PackedFiles, fileFor: (req: Request) => string): RequestHandler {
  return (req, res) => {
    const file = fileFor(req);
    if (!files.has(file)) {
      res.status(503).type('text').send(`The pages are not built yet: run "pnpm build" (looked for ${file}).\n`);
      return;
    }
    if (isWaiting(file)) res.vary('Accept-Language').vary('Cookie');
    res.set('Cache-Control', 'no-cache').sendFile(files.choose(req, res, file), { root: webDir, cacheControl: false });
  };
}

function isWaiting(file: string): boolean {
  return WAITING.some((known) => known === file);
}

/** In the language that was chosen on a page before, else in what the browser asks for. */
function waitingPage(req: Request): string {
  const chosen = cookieOf(req, LANGUAGE_COOKIE);
  const language: Language = languages.find((known) => known === chosen) ?? languageOf(req);
  return language === 'ko' ? WAITING[0] : WAITING[1];
}
