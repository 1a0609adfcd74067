import { importIdSchema, Problem } from '@sunbeon/core';
import { findImport, listImports as list } from '@sunbeon/store';
import type { Request, RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';

/** `GET /v1/staff/imports`: the newest first. */
export const listImports =
  ({ store }: ApiContext): RequestHandler =>
  async (_req, res) => {
    res.json({ imports: await list(store) });
  };

/** `GET /v1/staff/imports/:id`: how far it has come. */
export const showImport =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const { heading: _, ...view } = await findImport(store, importIdOf(req));
    res.json(view);
  };

/** The import a request is about. @throws {Problem} `import-unknown` for what no import is called by */
export function importIdOf(req: Request): string {
  const id = importIdSchema.safeParse(req.params['id']);
  if (!id.success) throw new Problem('import-unknown');
  return id.data;
}
