import {
  civilDateOf,
  formatInSeoul,
  MAX_PIECE_BYTES,
  Problem,
  pieceQuerySchema,
  rollImportIdSchema,
} from '@sunbeon/core';
import { findRollImport, takeRollPiece as take } from '@sunbeon/store';
import express, { type RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { readRollLines } from './roll-lines.ts';
import { sealedLines } from './sealed-lines.ts';

export const rollPieceBody: RequestHandler = express.raw({
  type: 'text/csv',
  limit: MAX_PIECE_BYTES,
  inflate: false,
});

/**
 * `POST /v1/staff/roll/imports/:id/pieces?offset=`: takes the lines that end in this piece; the answer says where the next
 * one begins. Sent twice it counts once: the second time is told where the import stands.
 */
export const takeRollPiece =
  ({ store, config }: ApiContext): RequestHandler =>
  async (req, res) => {
    const importId = rollImportIdSchema.parse(req.params['id']);
    const { offset } = pieceQuerySchema.parse(req.query);
    const bytes: unknown = req.body;
    if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem('unsupported-media-type');
    const before = await findRollImport(store, importId);
    if (before.offset !== offset || offset + bytes.length > before.bytes) {
      throw new Problem('import-conflict', { reason: 'the import stands elsewhere', offset: before.offset });
    }
    const piece = readRollLines({ bytes, offset, fileBytes: before.bytes, linesBefore: before.lines });
    const keys = { sealing: config.sealingKeys, person: config.personSecret };
    const today = civilDateOf(formatInSeoul(new Date(), 'yyyy-MM-dd'));
    const { entries, rejects } = await sealedLines(keys, piece.read, today);
    const { used, lines } = piece;
    res.json(await take(store, { importId, offset, next: offset + used, lines, entries, rejects }));
  };
