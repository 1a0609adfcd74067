import { keptTicket } from '../kept/ticket.ts';
import { entryOf } from './recompute.ts';

/** The entry of the person whose ticket this device keeps; empty without a ticket. The ticket is read, not verified: it is one's own. */
export async function ownEntry(windowId: string): Promise<string> {
  const [, claims = ''] = keptTicket(windowId).read()?.ticket.split('.') ?? [];
  try {
    const payload: unknown = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/')));
    const isNamed = typeof payload === 'object' && payload !== null && 'personKey' in payload;
    return isNamed && typeof payload.personKey === 'string' ? await entryOf(windowId, payload.personKey) : '';
  } catch {
    return '';
  }
}
