import { signTicket } from '@sunbeon/crypto';
import { aPersonKey, type Bench } from './bench.ts';

const HOUR_MS = 3_600_000;

/** Somebody with a place in line. */
export interface TicketHolder {
  readonly personKey: string;
  readonly number: number;
  /** Value of `Authorization`: their ticket. */
  readonly bearer: string;
}

/** So many people nobody has seen before join the line of a window, in one moment. */
export async function ticketHolders(bench: Bench, windowId: string, count: number): Promise<TicketHolder[]> {
  const sealedContact = await bench.sealedContact();
  const people = Array.from({ length: count }, aPersonKey);
  const places = await Promise.all(people.map((personKey) => bench.room.join(windowId, personKey)));
  const expiresAtMs = Date.now() + HOUR_MS;
  return places.map((place, index) => {
    if (place.outcome !== 'placed') throw new Error(`a join was answered ${place.outcome}`);
    const { number, epoch } = place;
    const personKey = people[index] ?? '';
    const ticket = { windowId, number, epoch, personKey, sealedContact, language: 'ko', expiresAtMs } as const;
    return { personKey, number, bearer: `Bearer ${signTicket(bench.ticketKeys, ticket)}` };
  });
}
