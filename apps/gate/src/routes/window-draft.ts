import { type BookingDraft, type BookingDraftView, bookingDraftSchema, Problem } from '@sunbeon/core';
import type { StoredDraft } from '@sunbeon/waiting-room';
import type { Request, RequestHandler } from 'express';
import { personAskedFor } from '../acting/holder-of.ts';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { findSlots } from '../window/find-slots.ts';
import { findWindow } from '../window/find-window.ts';
import { iso } from '../window/window-views.ts';

const RETRY_AFTER_SECONDS = 30;
const NOTHING: BookingDraftView = { savedAt: null, district: null, choices: [], request: null };

/** `GET /v1/windows/:id/draft`: what the person has chosen so far, on whichever device, as it is now. */
export const readDraft =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { windowId, personKey } = await whoseDraft(context, req);
    const stored = await askLine(() => context.drafts.read(windowId, personKey));
    const view = stored === null ? NOTHING : await viewOf(context, windowId, stored);
    res.set('Cache-Control', 'no-store').json(view);
  };

/** `PUT /v1/windows/:id/draft`: keeps it for an hour. Whoever comes last has said the last word. */
export const keepDraft =
  (context: GateContext): RequestHandler =>
  async (req, res) => {
    const { windowId, personKey } = await whoseDraft(context, req);
    const draft = bookingDraftSchema.parse(req.body);
    if (holdsNothing(draft)) await askLine(() => context.drafts.forget(windowId, personKey));
    else {
      const isKept = await askLine(() => context.drafts.keep(windowId, personKey, { savedAtMs: Date.now(), draft }));
      if (!isKept) throw new Problem('overloaded', {}, RETRY_AFTER_SECONDS);
    }
    res.status(204).set('Cache-Control', 'no-store').end();
  };

/** By the pass, which says for whom it is, or by the session of the person themself. */
async function whoseDraft(context: GateContext, req: Request): Promise<{ windowId: string; personKey: string }> {
  const { personKey, countedAs } = await personAskedFor(context, req, req.query['for']);
  context.limits.count('draft', countedAs);
  const { id: windowId } = await findWindow(context, req.params['id']);
  return { windowId, personKey };
}

function holdsNothing({ district, choices, request }: BookingDraft): boolean {
  return district === null && choices.length === 0 && request === null;
}

async function viewOf(
  { availability }: GateContext,
  windowId: string,
  { savedAtMs, draft }: StoredDraft,
): Promise<BookingDraftView> {
  const [choices, municipalities] = await askLine(() =>
    Promise.all([
      Promise.all(draft.choices.map(({ site }) => findSlots(availability, { window: windowId, site }))),
      availability.municipalities(windowId),
    ]),
  );
  if (choices.includes(null)) throw new Problem('unavailable', {}, 1);
  const district = municipalities.find(({ code }) => code === draft.district);
  return {
    savedAt: iso(savedAtMs),
    district: district === undefined ? null : { code: district.code, name: district.name },
    choices: draft.choices.flatMap(({ slot }, index) => {
      const found = choices[index]?.slots?.find(({ id }) => id === slot);
      if (found === undefined) return [];
      const { id, siteId, siteName, municipality, startsAt, product } = found;
      return [{ id, siteId, siteName, municipality, startsAt, product }];
    }),
    request: draft.request,
  };
}
