import { Problem, scheduleWindowBodySchema, windowIdSchema } from '@sunbeon/core';
import { findWindowOrDraft, scheduleWindow as scheduleStored } from '@sunbeon/store';
import type { RequestHandler } from 'express';
import type { ApiContext } from '../../context.ts';
import { publishWindow } from '../publish-window.ts';
import { actorOf } from '../staff-of.ts';
import { staffWindowView } from '../staff-window-view.ts';
import { checklistOf } from './checklist-of.ts';

/** `POST /v1/staff/windows/:id/schedule`: makes a draft public, at once and for good, when its check-list lets it. */
export const scheduleWindow =
  (context: ApiContext): RequestHandler =>
  async (req, res) => {
    const { accept } = scheduleWindowBodySchema.parse(req.body);
    const draft = await findWindowOrDraft(context.store, windowIdSchema.parse(req.params['id']));
    if (draft === null) throw new Problem('window-unknown');
    if (!draft.draft) throw new Problem('window-conflict', { reason: 'the window is scheduled' });
    const items = await checklistOf(context, draft);
    const missing = items.filter(({ state }) => state === 'missing').map(({ code }) => code);
    const warned = items.filter(({ state }) => state === 'warning').map(({ code }) => code);
    const warnings = warned.filter((code) => !accept.includes(code));
    if (missing.length + warnings.length > 0) throw new Problem('window-not-ready', { missing, warnings });
    const { version } = draft;
    const window = await scheduleStored(context.store, draft.id, { version, accepted: warned }, actorOf(req));
    await publishWindow(context, window);
    res.json(staffWindowView(window, Date.now()));
  };
