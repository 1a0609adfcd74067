import type { Learned } from '../history.ts';
import { type Evidence, entriesOf, type Finding, finding, groupBy } from './finding.ts';

/** How an evening may end on a stack that heals. */
const HONEST_ENDINGS = new Set(['booked', 'exhausted', 'closed']);

/** What was said about a request is final, the same each time, and what the database decided. */
export function wrongFinalAnswers(evidence: Evidence): Finding {
  return finding('wrong final answers', [
    ...changedAnswers(evidence),
    ...answersUnlikeTheDatabase(evidence),
    ...bookingsNotShown(evidence),
    ...exhaustedTooEarly(evidence),
  ]);
}

function finals({ history }: Evidence): Learned[] {
  return entriesOf(history, 'outcome').filter(({ state }) => state === 'confirmed' || state === 'rejected');
}

function changedAnswers(evidence: Evidence): string[] {
  const byKey = groupBy(finals(evidence), ({ person, key }) => `${person} ${key}`);
  const requestIds = groupBy(
    entriesOf(evidence.history, 'book').filter(({ requestId }) => requestId !== null),
    ({ person, key }) => `${person} ${key}`,
  );
  return [
    ...[...byKey].flatMap(([who, answers]) => {
      const kinds = new Set(answers.map(({ state, reason, booking }) => `${state} ${booking?.id ?? reason}`));
      return kinds.size > 1 ? [`${who} was told ${[...kinds].join(', then ')}`] : [];
    }),
    ...[...requestIds].flatMap(([who, sent]) =>
      new Set(sent.map(({ requestId }) => requestId)).size > 1 ? [`${who} became several requests`] : [],
    ),
  ];
}

function answersUnlikeTheDatabase(evidence: Evidence): string[] {
  const decided = new Map(evidence.rows.requests.map((row) => [row.requestId, row]));
  const booked = new Map(evidence.rows.bookings.map((row) => [row.requestId, row]));
  return finals(evidence).flatMap(({ requestId, person, state, reason, booking }) => {
    const row = decided.get(requestId);
    if (row === undefined) return [`${requestId}: ${person} was told ${state}, and nothing was decided`];
    if (row.state !== state) return [`${requestId}: ${person} was told ${state}, and it is ${row.state}`];
    if (state === 'rejected' && row.code !== reason) return [`${requestId}: told ${reason}, decided ${row.code}`];
    if (state === 'rejected' && booked.has(requestId)) return [`${requestId}: told rejected, and booked`];
    if (state === 'confirmed' && booked.get(requestId)?.id !== booking?.id)
      return [`${requestId}: told another booking`];
    return [];
  });
}

/** Whoever looks after they were told sees what they were told of. */
function bookingsNotShown({ history }: Evidence): string[] {
  const looks = groupBy(
    entriesOf(history, 'mine').filter(({ code }) => code === null),
    ({ person }) => person,
  );
  return entriesOf(history, 'outcome').flatMap(({ person, booking, answeredAtMs }) => {
    if (booking === null) return [];
    const later = looks.get(person)?.filter(({ sentAtMs }) => sentAtMs >= answeredAtMs) ?? [];
    const isMissing = later.some(({ bookings }) => !bookings.some(({ id }) => id === booking.id));
    return isMissing ? [`${person} was told ${booking.number} and then shown a list without it`] : [];
  });
}

/** "Nothing is left" is said only where nothing was: what is taken and what was given back make up the stock. */
function exhaustedTooEarly({ history, rows }: Evidence): string[] {
  const told = groupBy(
    entriesOf(history, 'end').filter(({ ending }) => ending === 'exhausted'),
    ({ windowId }) => windowId,
  );
  return [...told].flatMap(([windowId, people]) => {
    const slots = rows.slots.filter((slot) => slot.windowId === windowId);
    const stock = slots.reduce((sum, { capacity }) => sum + capacity, 0);
    const taken = slots.reduce((sum, slot) => sum + slot.taken, 0);
    const givenBack = rows.bookings.filter((row) => row.windowId === windowId && row.state === 'cancelled').length;
    return taken + givenBack < stock ? [`${windowId}: ${people.length} were told that nothing is left`] : [];
  });
}

/** Everybody who came had an answer in the end, and one that makes sense. */
export function neverAnswered({ history }: Evidence): Finding {
  const people = new Set(history.map(({ person, windowId }) => `${person} in ${windowId}`));
  const ended = new Map(entriesOf(history, 'end').map((end) => [`${end.person} in ${end.windowId}`, end.ending]));
  const without = [...people].filter((who) => !HONEST_ENDINGS.has(ended.get(who) ?? ''));
  return finding(
    'people without an honest answer',
    without.map((who) => `${who}: ${ended.get(who) ?? 'no end'}`),
  );
}

/** Nothing that was accepted could not be read or decided. */
export function requestsSetAside({ rows }: Evidence): Finding {
  return finding('requests set aside', Array<string>(rows.setAside).fill('see the table set_aside'));
}
