import { Problem, type SlotList, slotQuerySchema } from '@sunbeon/core';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';
import { askLine } from '../window/ask-line.ts';
import { type FoundSlots, findSlots, MAX_SITES_SEARCHED, MAX_SLOTS_LISTED } from '../window/find-slots.ts';
import { findWindow } from '../window/find-window.ts';
import { Snapshots } from '../window/snapshots.ts';

const MAX_AGE_MS = 500;
const RETRY_AFTER_SECONDS = 1;

/** `GET /v1/slots`: what was free a moment ago, with the age of the snapshot. Booking itself never goes by it. */
export const listSlots = (context: GateContext): RequestHandler => {
  // By question, written the same way each time: many ask the same.
  const found = new Snapshots<FoundSlots | null>(
    (question) => findSlots(context.availability, slotQuerySchema.parse(JSON.parse(question))),
    MAX_AGE_MS,
  );
  return async (req, res) => {
    const { window: id, site, municipality, date, product } = slotQuerySchema.parse(req.query);
    const { id: window } = await findWindow(context, id);
    const question = JSON.stringify({ window, site, municipality, date, product });
    const answer = await askLine(() => found.of(question));
    if (answer === null) throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
    const { takenAt, slots } = answer;
    if (slots === null) throw tooMany();
    const list: SlotList = { takenAt, ageMs: Math.max(0, Date.now() - Date.parse(takenAt)), slots: [...slots] };
    res.set('Cache-Control', 'public, max-age=1').json(list);
  };
};

function tooMany(): Problem {
  const message = `more than ${MAX_SLOTS_LISTED} slots or ${MAX_SITES_SEARCHED} sites match; name a site or a municipality, and a date`;
  return new Problem('invalid-request', { errors: [{ field: 'window', message }] });
}
