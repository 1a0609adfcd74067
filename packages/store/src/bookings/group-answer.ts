import { type BookingOutcome, type BookingView, bookingStates, rejectionCodes } from '@sunbeon/core';
import { z } from 'zod';

/* What the database function `book_group` answers, and what it means. */

const slotSchema = z.object({
  siteName: z.string(),
  municipality: z.string(),
  startsAt: z.string(),
  product: z.string(),
});

const earlierSchema = z.object({
  requestId: z.string(),
  code: z.enum(rejectionCodes).nullable(),
  alternatives: z.array(z.string()),
  /** By dose. */
  bookings: z
    .array(
      z.object({
        id: z.string(),
        number: z.string(),
        state: z.enum(bookingStates),
        dose: z.literal([1, 2]),
        bookedAt: z.string(),
        windowId: z.string(),
        slotId: z.string(),
      }),
    )
    .nullable(),
});

const maybe = z.array(z.string().nullable());

/** Requests as columns: the n-th entry of each is about the same one. An answer about a request decided earlier is left unread. */
export const groupAnswerSchema = z.object({
  decidedAt: z.string(),
  requestIds: z.array(z.string()),
  /** `null` where it is confirmed. */
  codes: maybe,
  bookingIds: z.array(z.string()),
  numbers: z.array(z.string()),
  slotIds: maybe,
  secondBookingIds: maybe.nullable(),
  secondNumbers: maybe.nullable(),
  secondSlotIds: maybe.nullable(),
  alternatives: z.record(z.string(), z.array(z.string())).nullable(),
  earlier: z.array(z.unknown()).nullable(),
  slots: z.record(z.string(), slotSchema).nullable(),
});
type GroupAnswer = z.infer<typeof groupAnswerSchema>;

const rejectionSchema = z.enum(rejectionCodes);

/**
 * How each request ended, by its id. One whose ending this release cannot read is missing.
 * @param windowOf the window a request is for
 */
export function outcomesOf(answer: GroupAnswer, windowOf: (requestId: string) => string): Map<string, BookingOutcome> {
  const outcomes = new Map<string, BookingOutcome>();
  for (const [turn, requestId] of answer.requestIds.entries()) {
    const outcome = decidedNow(answer, turn, windowOf(requestId));
    if (outcome) outcomes.set(requestId, outcome);
  }
  for (const row of answer.earlier ?? []) {
    const { data: earlier } = earlierSchema.safeParse(row);
    const outcome = earlier && decidedEarlier(answer, earlier);
    if (outcome) outcomes.set(earlier.requestId, outcome);
  }
  return outcomes;
}

function decidedNow(answer: GroupAnswer, turn: number, windowId: string): BookingOutcome | null {
  const slotId = answer.slotIds[turn];
  if (!slotId) {
    const { data: code } = rejectionSchema.safeParse(answer.codes[turn]);
    return code ? rejected(answer, code, answer.alternatives?.[answer.requestIds[turn] ?? '']) : null;
  }
  const id = answer.bookingIds[turn] ?? '';
  const made = { windowId, state: 'confirmed', bookedAt: answer.decidedAt } as const;
  const booking = viewOf(answer, { ...made, id, number: answer.numbers[turn] ?? '', dose: 1, slotId });
  const secondSlotId = answer.secondSlotIds?.[turn];
  if (!secondSlotId) return { state: 'confirmed', booking };
  const second = { id: answer.secondBookingIds?.[turn] ?? '', number: answer.secondNumbers?.[turn] ?? '' };
  const secondDose = viewOf(answer, { ...made, ...second, dose: 2, slotId: secondSlotId });
  return { state: 'confirmed', booking, secondDose };
}

function decidedEarlier(answer: GroupAnswer, earlier: z.infer<typeof earlierSchema>): BookingOutcome | null {
  const [booking, secondDose] = (earlier.bookings ?? []).map((row) => viewOf(answer, row));
  if (!booking) return earlier.code && rejected(answer, earlier.code, earlier.alternatives);
  return { state: 'confirmed', booking, ...(secondDose ? { secondDose } : {}) };
}

function rejected(
  answer: GroupAnswer,
  code: (typeof rejectionCodes)[number],
  alternatives: readonly string[] = [],
): BookingOutcome {
  return { state: 'rejected', code, alternatives: alternatives.map((id) => ({ id, ...describedSlot(answer, id) })) };
}

type Made = Pick<BookingView, 'id' | 'number' | 'windowId' | 'state' | 'dose' | 'bookedAt' | 'slotId'>;

/** Property by property: this runs for every booking, and spreading took most of the time. */
function viewOf(answer: GroupAnswer, made: Made): BookingView {
  const { siteName, municipality, startsAt, product } = describedSlot(answer, made.slotId);
  return {
    id: made.id,
    number: made.number,
    windowId: made.windowId,
    state: made.state,
    dose: made.dose,
    bookedAt: made.bookedAt,
    slotId: made.slotId,
    siteName,
    municipality,
    startsAt,
    product,
  };
}

function describedSlot(answer: GroupAnswer, id: string): z.infer<typeof slotSchema> {
  const slot = answer.slots?.[id];
  if (!slot) throw new TypeError(`a slot is named and not described: ${id}`);
  return slot;
}
