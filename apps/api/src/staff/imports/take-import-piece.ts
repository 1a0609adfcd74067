import {
  civilDateOf,
  formatInSeoul,
  type ImportView,
  Problem,
  ROLL_COLUMNS,
  rollLineOf,
  SITE_COLUMNS,
  SITE_EXPORT_EXTRAS,
  SLOT_COLUMNS,
  SLOT_EXPORT_EXTRAS,
  siteLineOf,
  slotLineOf,
} from '@sunbeon/core';
import { findImport, previewRollPiece, takeSitesPiece, takeSlotsPiece } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { pieceOf } from '../pieces/piece-body.ts';
import { type ReadPiece, readLines } from '../pieces/read-lines.ts';
import { indexesOf } from '../roll/sealed-lines.ts';
import { actorOf } from '../staff-of.ts';
import { importIdOf } from './list-imports.ts';
import { toldLines } from './told-lines.ts';

/** What an export says beside is not read, so that it can be imported as it is. */
const COLUMNS = {
  sites: { needed: SITE_COLUMNS, unread: SITE_EXPORT_EXTRAS, inOrder: false },
  slots: { needed: SLOT_COLUMNS, unread: SLOT_EXPORT_EXTRAS, inOrder: false },
  roll: { needed: ROLL_COLUMNS, unread: [], inOrder: true },
};

/**
 * `POST /v1/staff/imports/:id/pieces?offset=`: takes the lines that end in this piece; the answer says where the next one
 * begins. Sent twice it counts once: the second time is told where the import stands. By whoever began it, or took it over.
 */
export const takeImportPiece =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const importId = importIdOf(req);
    const {
      kind,
      lines: linesBefore,
      bytes: fileBytes,
      heading,
      startedBy,
      ...before
    } = await findImport(context.store, importId);
    // The trail says that they did it.
    if (startedBy !== actorOf(req).id) {
      throw new Problem('import-conflict', { reason: 'somebody else goes on with it', offset: before.offset });
    }
    const { offset, bytes } = pieceOf(req, { offset: before.offset, bytes: fileBytes });
    const piece = readLines({ bytes, offset, fileBytes, linesBefore, columns: COLUMNS[kind], heading });
    res.json(await TAKE[kind](context, { importId, offset }, piece));
  };

interface Place {
  readonly importId: string;
  readonly offset: number;
}

type Take = (context: ApiContext, place: Place, piece: ReadPiece) => Promise<ImportView>;

const TAKE: Readonly<Record<ImportView['kind'], Take>> = {
  sites: async ({ store }, { importId, offset }, { read, used, lines, heading }) => {
    const { rows: sites, rejects } = await toldLines(read, siteLineOf);
    return takeSitesPiece(store, { importId, offset, next: offset + used, lines, heading, rejects, sites });
  },
  slots: async ({ store }, { importId, offset }, { read, used, lines, heading }) => {
    const { rows: slots, rejects } = await toldLines(read, slotLineOf);
    return takeSlotsPiece(store, { importId, offset, next: offset + used, lines, heading, rejects, slots });
  },
  roll: async ({ store, config }, { importId, offset }, { read, used, lines, heading }) => {
    const today = civilDateOf(formatInSeoul(new Date(), 'yyyy-MM-dd'));
    const { rows, rejects } = await toldLines(read, (fields) => {
      const told = rollLineOf(fields, today);
      return typeof told === 'string' ? told : indexesOf(config.personSecret, told);
    });
    return previewRollPiece(store, { importId, offset, next: offset + used, lines, heading, rejects, people: rows });
  },
};
