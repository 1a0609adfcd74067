import { MAX_PIECE_BYTES, Problem, pieceQuerySchema } from '@sunbeon/core';
import express, { type Request, type RequestHandler } from 'express';

/** Reads a piece of a file, as it is. */
export const pieceBody: RequestHandler = express.raw({ type: 'text/csv', limit: MAX_PIECE_BYTES, inflate: false });

/** How far an import has come. */
interface Standing {
  readonly offset: number;
  readonly bytes: number;
}

/**
 * The bytes that were sent, if they begin where the import stands and do not go beyond its file.
 * @throws {Problem} `unsupported-media-type`; `import-conflict` with the `offset` at which it stands
 */
export function pieceOf(req: Request, before: Standing): { readonly offset: number; readonly bytes: Buffer } {
  const { offset } = pieceQuerySchema.parse(req.query);
  const bytes: unknown = req.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem('unsupported-media-type');
  if (before.offset !== offset || offset + bytes.length > before.bytes) {
    throw new Problem('import-conflict', { reason: 'the import stands elsewhere', offset: before.offset });
  }
  return { offset, bytes };
}
