import { parse } from 'node:querystring';
import { Problem, type SlotList, slotQuerySchema } from '@sunbeon/core';
import type { GateContext } from '../context.ts';
import { type Answer, type HotHandler, writtenJson } from '../hot/answer.ts';
import { askLine } from '../window/ask-line.ts';
import { findSlots, MAX_SITES_SEARCHED, MAX_SLOTS_LISTED } from '../window/find-slots.ts';
import { findWindow, windowAtHand } from '../window/find-window.ts';
import { Snapshots } from '../window/snapshots.ts';

const MAX_AGE_MS = 500;
const RETRY_AFTER_SECONDS = 1;
const FOR_EVERYONE = ['Cache-Control', 'public, max-age=1'];

/** What all are told who ask the same within a moment, written out once but for its age, which comes last. */
interface WrittenSlots {
  readonly takenAtMs: number;
  readonly beforeAge: Buffer;
}

/** `GET /v1/slots`: what was free a moment ago, with the age of the snapshot. Booking itself never goes by it. */
export const listSlots = (context: GateContext): HotHandler => {
  // By question, written the same way each time: many ask the same.
  const found = new Snapshots<WrittenSlots | 'none' | 'too-many'>(async (question) => {
    const answer = await findSlots(context.availability, slotQuerySchema.parse(JSON.parse(question)));
    if (answer === null) return 'none';
    const { takenAt, slots } = answer;
    if (slots === null) return 'too-many';
    const list: Omit<SlotList, 'ageMs'> = { takenAt, slots: [...slots] };
    const beforeAge = Buffer.from(`${JSON.stringify(list).slice(0, -1)},"ageMs":`);
    return { takenAtMs: Date.parse(takenAt), beforeAge };
  }, MAX_AGE_MS);

  const askedAnew = async (question: string, windowId: string): Promise<Answer> => {
    await findWindow(context, windowId);
    const answer = await askLine(() => found.of(question));
    if (answer === 'none') throw new Problem('unavailable', {}, RETRY_AFTER_SECONDS);
    if (answer === 'too-many') throw tooMany();
    return listed(answer);
  };

  return ({ query }) => {
    const { window, site, municipality, date, product } = slotQuerySchema.parse({ ...parse(query) });
    const question = JSON.stringify({ window, site, municipality, date, product });
    const known = windowAtHand(context, window) === null ? undefined : found.atHand(question);
    return typeof known === 'object' ? listed(known) : askedAnew(question, window);
  };
};

function listed({ takenAtMs, beforeAge }: WrittenSlots): Answer {
  const ageMs = Math.max(0, Date.now() - takenAtMs);
  return writtenJson([beforeAge, Buffer.from(`${ageMs}}`)], FOR_EVERYONE);
}

function tooMany(): Problem {
  const message = `more than ${MAX_SLOTS_LISTED} slots or ${MAX_SITES_SEARCHED} sites match; name a site or a municipality, and a date`;
  return new Problem('invalid-request', { errors: [{ field: 'window', message }] });
}
