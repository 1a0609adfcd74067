import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import express, { type Request, type Response, Router } from 'express';

/** The better packing first; the build lays a copy of each beside a file that packs well. */
const PACKINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/**
 * The copy of a file that is packed in a way the browser understands, or the file itself, as a path below `folder`. Says
 * so in the headers of the answer. Looked for once per file: what is built does not change while the service runs.
 */
export class PackedFiles {
  readonly #folder: string;
  readonly #found = new Map<string, boolean>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Whether the folder has such a file. */
  has(file: string): boolean {
    return this.#found.get(file) === true || this.#look(file);
  }

  choose(req: Request, res: Response, file: string): string {
    res.vary('Accept-Encoding');
    for (const [encoding, ending] of PACKINGS) {
      if (req.acceptsEncodings(encoding) !== encoding || !this.has(file + ending)) continue;
      res.set('Content-Encoding', encoding).type(extname(file));
      return file + ending;
    }
    return file;
  }

  #look(file: string): boolean {
    const found = existsSync(join(this.#folder, file));
    if (found) this.#found.set(file, found);
    return found;
  }
}

/** Names a file as digests name assets: nothing that could lead out of their folder. */
const ASSET = /^\/[\w-]+(?:\.[\w-]+)+$/;
/** Assets carry a digest of their content in their name, so they never change. */
const ASSETS_MAX_AGE = '1y';

/** Answers for the files of a folder whose names carry a digest: packed where that is understood, kept by browsers for good. */
export function builtAssets(folder: string): Router {
  const files = new PackedFiles(folder);
  const router = Router();
  router.use((req, res, next) => {
    if (ASSET.test(req.path)) req.url = `/${files.choose(req, res, req.path.slice(1))}`;
    next();
  });
  router.use(express.static(folder, { immutable: true, maxAge: ASSETS_MAX_AGE, index: false }));
  return router;
}

interface BuiltPage {
  /** Where the pages were built to. */
  readonly folder: string;
  readonly file: string;
  /** `no-cache`: kept, and asked for again each time; `no-store`: not kept. */
  readonly cacheControl: 'no-cache' | 'no-store';
}

/** Answers with a page, or says (503) that it is not built. */
export function sendPage(req: Request, res: Response, files: PackedFiles, page: BuiltPage): void {
  const { folder, file, cacheControl } = page;
  if (!files.has(file)) {
    res.status(503).type('text').send(`The pages are not built yet: run "pnpm build" (looked for ${file}).\n`);
    return;
  }
  res.set('Cache-Control', cacheControl).sendFile(files.choose(req, res, file), { root: folder, cacheControl: false });
}
