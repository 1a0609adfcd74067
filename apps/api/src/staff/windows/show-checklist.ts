import { type Checklist, Problem, windowIdSchema } from '@sunbeon/core';
import { findWindowOrDraft } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { checklistOf } from './checklist-of.ts';

/** `GET /v1/staff/windows/:id/checklist` */
export const showChecklist =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const window = await findWindowOrDraft(context.store, windowIdSchema.parse(req.params['id']));
    if (window === null) throw new Problem('window-unknown');
    res.json({ items: await checklistOf(context, window) } satisfies Checklist);
  };
