import { join } from 'node:path';
import { type Language, languages } from '@sunbeon/core';
import { builtAssets, cookieOf, languageOf, PackedFiles, sendPage } from '@sunbeon/service-kit';
import { type Request, type RequestHandler, Router } from 'express';
import type { GateContext } from '../context.ts';

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
  router.use('/assets', builtAssets(join(config.webDir, 'assets')));
  return router;
}

function page(webDir: string, files: PackedFiles, fileFor: (req: Request) => string): RequestHandler {
  return (req, res) => {
    const file = fileFor(req);
    if (isWaiting(file)) res.vary('Accept-Language').vary('Cookie');
    sendPage(req, res, files, { folder: webDir, file, cacheControl: 'no-cache' });
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
