import { overtaken } from '../../replay/arrival-order.ts';
import type { Joined } from '../history.ts';
import { type Evidence, entriesOf, type Finding, finding, groupBy } from './finding.ts';

type Placed = Joined & { readonly number: number };

function placed({ history }: Evidence): Placed[] {
  return entriesOf(history, 'join').flatMap((join) => (join.number === null ? [] : [{ ...join, number: join.number }]));
}

const visitOf = ({ person, windowId }: Joined) => `${person} in ${windowId}`;

/** Two people never hold one number of one window. */
export function numbersGivenTwice(evidence: Evidence): Finding {
  const byNumber = groupBy(placed(evidence), ({ windowId, number }) => `${windowId} number ${number}`);
  const twice = [...byNumber].filter(([, joins]) => new Set(joins.map(({ person }) => person)).size > 1);
  return finding(
    'numbers given twice',
    twice.map(([number, joins]) => `${number}: ${[...new Set(joins.map(({ person }) => person))].join(', ')}`),
  );
}

/** A number never gets worse, and a ticket stays a ticket: whoever shows theirs has their place. */
export function placesLost(evidence: Evidence): Finding {
  const worse = [...groupBy(placed(evidence), visitOf)].flatMap(([who, joins]) => {
    const first = joins[0]?.number ?? 0;
    const later = joins.find(({ number }) => number > first);
    return later === undefined ? [] : [`${who}: ${first} became ${later.number}`];
  });
  const refused = entriesOf(evidence.history, 'claim').filter(({ code }) => code === 'ticket-invalid');
  return finding('places lost', [
    ...worse,
    ...refused.map(({ person, windowId }) => `${person} in ${windowId}: ticket refused`),
  ]);
}

/** No number and no booking before the opening, by the clock of the machine all of this runs on. */
export function letInEarly(evidence: Evidence): Finding {
  const opensAtMs = new Map(evidence.rows.windows.map((window) => [window.id, window.opensAtMs]));
  const opening = (windowId: string) => opensAtMs.get(windowId) ?? Number.POSITIVE_INFINITY;
  return finding('let in before the opening', [
    ...placed(evidence)
      .filter(({ windowId, answeredAtMs }) => answeredAtMs < opening(windowId))
      .map(({ person, number }) => `${person} had ${number}`),
    ...evidence.rows.bookings
      .filter(({ windowId, bookedAtMs }) => bookedAtMs < opening(windowId))
      .map(({ number }) => `booking ${number}`),
  ]);
}

/**
 * Whoever asked only after somebody else had their number has a higher one. Asking began with the first attempt that may
 * have counted; whoever was given another number later is left out, as are attempts that were refused outright.
 */
export function orderInversions(evidence: Evidence): Finding {
  const firstTry = new Map<string, number>();
  for (const join of entriesOf(evidence.history, 'join')) {
    const who = visitOf(join);
    if (mayCount(join) && !firstTry.has(who)) firstTry.set(who, join.sentAtMs);
  }
  const byVisit = groupBy(placed(evidence), visitOf);
  const settled = [...byVisit].flatMap(([who, joins]) => {
    const [first] = joins;
    if (first === undefined || joins.some(({ number }) => number !== first.number)) return [];
    return [{ ...first, sentAtMs: firstTry.get(who) ?? first.sentAtMs }];
  });
  const windows = groupBy(settled, ({ windowId }) => windowId);
  return finding(
    'order inversions',
    [...windows].flatMap(([windowId, joins]) => Array<string>(overtaken(joins)).fill(`in ${windowId}`)),
  );
}

/** Refused before the line was asked, or by the line's own clock; everything else may have been carried out all the same. */
const REFUSED_OUTRIGHT = new Set<string | null>([
  'window-not-open',
  'too-many-requests',
  'not-eligible',
  'window-closed',
]);

function mayCount({ code }: Joined): boolean {
  return !REFUSED_OUTRIGHT.has(code);
}
