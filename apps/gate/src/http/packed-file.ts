import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Request, RequestHandler, Response } from 'express';

/** The better packing first; the build lays a copy of each beside a file that packs well. */
const PACKINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

/**
 * The copy of a file that is packed in a way the browser understands, or the file itself, as a path below `folder`. Says
 * so in the headers of the answer. Looked for once per file: what is built does not change while the gate runs.
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

/** Turns the request for an asset into one for its packed copy, where there is one. */
export function packedAssets(files: PackedFiles): RequestHandler {
  return (req, res, next) => {
    if (ASSET.test(req.path)) req.url = `/${files.choose(req, res, req.path.slice(1))}`;
    next();
  };
}
