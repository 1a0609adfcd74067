import { Problem, type SlotRow, slotRowSchema, windowIdSchema } from '@sunbeon/core';
import { noteAudit, importSlots as storeSlots } from '@sunbeon/store';
import { parse } from 'csv-parse/sync';
import express, { type RequestHandler } from 'express';
import type { ApiContext } from '../context.ts';
import { actorOf } from './staff-of.ts';

const MAX_FILE = '10mb';
/** So many wrong lines are named; the rest are counted by their being wrong too. */
const MAX_COMPLAINTS = 20;

export const csvBody: RequestHandler = express.text({ type: 'text/csv', limit: MAX_FILE });

/** `POST /v1/staff/windows/:id/slots/import`: a CSV file with the columns `site_id,starts_at,product,capacity`; all lines or none. */
export const importSlots =
  ({ store }: ApiContext): RequestHandler =>
  async (req, res) => {
    const windowId = windowIdSchema.parse(req.params['id']);
    if (typeof req.body !== 'string') throw new Problem('unsupported-media-type');
    const made = await storeSlots(store, windowId, rowsOf(req.body));
    await noteAudit(store, { actor: actorOf(req), action: 'slots.import', subject: windowId, details: { ...made } });
    res.status(201).json(made);
  };

function rowsOf(csv: string): SlotRow[] {
  const rows: SlotRow[] = [];
  const errors: { field: string; message: string }[] = [];
  for (const [index, record] of recordsOf(csv).entries()) {
    const row = slotRowSchema.safeParse(record);
    if (row.success) rows.push(row.data);
    else
      errors.push(
        ...row.error.issues.map((i) => ({ field: `line ${index + 2}, ${i.path.join('.')}`, message: i.message })),
      );
  }
  if (errors.length > 0) throw new Problem('invalid-request', { errors: errors.slice(0, MAX_COMPLAINTS) });
  return rows;
}

function recordsOf(csv: string): unknown[] {
  try {
    return parse(csv, { bom: true, columns: true, skipEmptyLines: true, trim: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : 'not CSV';
    throw new Problem('invalid-request', { errors: [{ field: 'file', message }] });
  }
}
