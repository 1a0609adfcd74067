import {
  EVERYBODY,
  EXPORT_COLUMNS,
  type ExportKind,
  type ExportQuery,
  exportQuerySchema,
  Problem,
  writeExportEnd,
} from '@sunbeon/core';
import { noteAudit, type OpenExport, useApproval } from '@sunbeon/store';
import type { Request, RequestHandler, Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { actorOf, staffOf } from '../staff-of.ts';
import { csvHeading, csvRows } from './csv-rows.ts';
import { openedPeople } from './opened-people.ts';
import { sendTexts } from './send-file.ts';

/**
 * `GET /v1/staff/exports/:kind.csv?window=&reason=&after=`: all rows as they are at one instant, in order of their key; the
 * last line says that it is the last. Noted in the audit trail before a row is shown, and again when it ends. People only by
 * somebody else's approval, once.
 */
export const exportFile =
  (context: ApiContext, kind: ExportKind): RequestHandler =>
  async (req, res) => {
    const { exports } = context;
    // Whoever asks for nothing but the headers would use up an approval.
    if (req.method !== 'GET') throw new Problem('method-not-allowed');
    const query = exportQuerySchema.parse(req.query);
    if (kind === 'sites' && query.window !== undefined) {
      throw new Problem('invalid-request', { errors: [{ field: 'window', message: 'sites belong to no window' }] });
    }
    await using found = await exports.open({ kind, ...query });
    const by = kind === 'people' ? await approvedBy(context, req, query, found.rows) : {};
    const subject = subjectOf(kind, query);
    const note = (action: string, more: Record<string, string | number>) =>
      noteAudit(context.store, {
        actor: actorOf(req),
        action,
        subject,
        details: { reason: query.reason, ...more, ...by },
      });
    const asOf = found.asOf.toISOString();
    await note(`${kind}.export`, {
      rows: found.rows,
      asOf,
      ...(query.after === undefined ? {} : { after: query.after }),
    });
    const sent = await send(res, context, { kind, query, found, asOf });
    await note(`${kind}.exported`, { rows: sent.rows, complete: sent.isWhole ? 1 : 0, asOf });
  };

function subjectOf(kind: ExportKind, { window }: ExportQuery): string {
  if (kind === 'sites') return 'sites';
  return window ?? EVERYBODY;
}

/** Whose approval it is; the staff key needs none. @throws {Problem} `approval-needed` */
async function approvedBy({ store }: ApiContext, req: Request, query: ExportQuery, rows: number) {
  const { sessionId, login } = staffOf(req);
  if (sessionId === null) return { alone: 'staff key' };
  if (query.approval === undefined) throw new Problem('approval-needed', { action: 'people.export' });
  const subject = subjectOf('people', query);
  const use = { action: 'people.export', subject, askedBy: login, outcome: { rows } } as const;
  const approval = await useApproval(store, query.approval, use);
  return { approval: approval.id, approvedBy: approval.decidedBy ?? '' };
}

interface Sending {
  readonly kind: ExportKind;
  readonly query: ExportQuery;
  readonly found: OpenExport;
  readonly asOf: string;
}

/** Sends the rows; a reader who is gone, or too slow, gets no last line, and the connection is cut. */
async function send(res: Response, { config, logger }: ApiContext, { kind, query, found, asOf }: Sending) {
  const sent = { rows: 0, isWhole: false };
  const texts = async function* () {
    if (query.after === undefined) yield csvHeading(EXPORT_COLUMNS[kind]);
    for await (const page of found.pages()) {
      yield csvRows(kind === 'people' ? await openedPeople(config.sealingKeys, page) : page);
      sent.rows += page.length;
    }
    yield `${writeExportEnd({ rows: found.rows, asOf })}\n`;
  };
  res.set({
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${[query.window, kind].filter(Boolean).join('-')}.csv"`,
    'Cache-Control': 'no-store',
    'Export-Rows': String(found.rows),
  });
  try {
    await sendTexts(res, texts());
    sent.isWhole = true;
  } catch (error) {
    logger.info({ err: error, kind, rows: sent.rows }, 'an export did not get to its end');
  }
  return sent;
}
