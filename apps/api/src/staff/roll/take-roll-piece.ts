import { civilDateOf, formatInSeoul, Problem, ROLL_COLUMNS, rollImportIdSchema } from '@sunbeon/core';
import { findRollImport, takeRollPiece as take } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { pieceOf } from '../pieces/piece-body.ts';
import { readLines } from '../pieces/read-lines.ts';
import { actorOf } from '../staff-of.ts';
import { sealedLines } from './sealed-lines.ts';

const columns = { needed: ROLL_COLUMNS, unread: [], inOrder: true };

/**
 * `POST /v1/staff/roll/imports/:id/pieces?offset=`: takes the lines that end in this piece; the answer says where the next
 * one begins. Sent twice it counts once: the second time is told where the import stands. By whoever began it, or took it over.
 */
export const takeRollPiece =
  ({ store, config }: ApiContext): RequestHandler =>
  async (req, res) => {
    const importId = rollImportIdSchema.parse(req.params['id']);
    const before = await findRollImport(store, importId);
    // The trail says that they did it.
    if (before.startedBy !== actorOf(req).id) {
      throw new Problem('import-conflict', { reason: 'somebody else goes on with it', offset: before.offset });
    }
    const { offset, bytes } = pieceOf(req, before);
    const file = { fileBytes: before.bytes, linesBefore: before.lines, columns, heading: ROLL_COLUMNS };
    const { read, used, lines } = readLines({ bytes, offset, ...file });
    const keys = { sealing: config.sealingKeys, person: config.personSecret };
    const today = civilDateOf(formatInSeoul(new Date(), 'yyyy-MM-dd'));
    const { entries, rejects } = await sealedLines(keys, read, today);
    res.json(await take(store, { importId, offset, next: offset + used, lines, entries, rejects }));
  };
