import { slotListSchema } from '@sunbeon/core';

/** Bodies up to this length are read whole; of a longer one a few places are looked at. */
const READ_WHOLE_CHARACTERS = 2_000;
/** How often a place is picked in vain before the whole is read. */
const TRIES_PER_PICK = 6;
const SLOT = /\{"id":"(\d+)"[^{}]*"free":(\d+)\}/;

/**
 * Ids of up to `most` different slots with a free seat, picked at random from the answer of `GET /v1/slots`. A browser reads the whole list
 * on a processor of its own; a crowd of hundreds of thousands reads a few lines of it.
 * @param random uniform in [0, 1)
 */
export function freeSlotsIn(body: string, most: number, random: () => number): readonly string[] {
  if (body.length <= READ_WHOLE_CHARACTERS) return picked(wholeList(body), most, random);
  const chosen = new Set<string>();
  for (let tries = 0; tries < most * TRIES_PER_PICK && chosen.size < most; tries += 1) {
    const from = Math.floor(random() * body.length);
    const slot = SLOT.exec(body.slice(from, from + READ_WHOLE_CHARACTERS));
    if (slot?.[1] !== undefined && Number(slot[2]) > 0) chosen.add(slot[1]);
  }
  return chosen.size > 0 ? [...chosen] : picked(wholeList(body), most, random);
}

function wholeList(body: string): readonly string[] {
  const { slots } = slotListSchema.parse(JSON.parse(body));
  return slots.filter(({ free }) => free > 0).map(({ id }) => id);
}

function picked(ids: readonly string[], most: number, random: () => number): readonly string[] {
  const chosen = new Set<string>();
  for (let pick = 0; pick < most && ids.length > 0; pick += 1) {
    chosen.add(ids[Math.floor(random() * ids.length)] ?? '');
  }
  return [...chosen];
}
