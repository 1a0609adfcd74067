import { isBirthDate, type MyData } from '@sunbeon/core';
import { disclosure } from '../page/disclosure.ts';
import { element } from '../page/element.ts';
import { birthDateText } from '../text/birth-date-text.ts';
import { dateText } from '../text/date-text.ts';
import { language, say } from '../text/language.ts';
import { clockText } from '../text/moments.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { dataWords } from './words.ts';

/** Lists longer than this are folded. */
const MOST_UNFOLDED = 5;

/** What is kept, each kind under a heading of its own; `open` remembers what is unfolded. */
export function keptSections(data: MyData, open: Set<string>): HTMLElement[] {
  const words = say(dataWords);
  const { asDelegate, asBeneficiary } = data.consents;
  return [
    section('verified', words.verified, facts(ownFacts(data.session)), soft(words.verifiedNote)),
    section('rolls', words.rolls, ...rollEntries(data.rolls)),
    section(
      'bookings',
      words.bookings,
      list(
        'bookings',
        data.bookings.map(
          (booking) =>
            `${words.bookingStates[booking.state]} · ${booking.number} · ${slotTimeText(booking, language())}`,
        ),
        open,
      ),
      wayTo('/me', words.seeBookings),
    ),
    section(
      'requests',
      words.requests,
      list(
        'requests',
        data.requests.map(({ receivedAt, state }) => `${momentText(receivedAt)} · ${words.requestStates[state]}`),
        open,
      ),
    ),
    section(
      'messages',
      words.messages,
      list('messages', data.messages.map(messageText), open),
      soft(words.messagesNote),
    ),
    section(
      'consents',
      words.consents,
      element('p', {}, words.consentCounts(asDelegate, asBeneficiary)),
      wayTo('/family', words.seeConsents),
    ),
    section('acted', words.acted, list('acted', data.acted.map(actedText), open)),
    section('kept', words.kept, list('kept', data.kept.map(keptText), open), soft(words.keptNote)),
  ];
}

/** An instant with its day and year. */
export function momentText(iso: string): string {
  const ms = Date.parse(iso);
  return `${dateText(ms, language())} ${clockText(ms, language())}`;
}

function section(id: string, heading: string, ...content: readonly HTMLElement[]): HTMLElement {
  return element('section', { 'aria-labelledby': id }, element('h2', { id }, heading), ...content);
}

function ownFacts({ name, phone, birthDate, verifiedAt, expiresAt }: MyData['session']): [string, string][] {
  const words = say(dataWords);
  return [
    [words.name, name],
    [words.birthDate, bornText(birthDate)],
    [words.phone, phoneText(phone)],
    [words.verifiedAt, momentText(verifiedAt)],
    [words.until, momentText(expiresAt)],
  ];
}

function rollEntries(rolls: MyData['rolls']): HTMLElement[] {
  const words = say(dataWords);
  if (rolls.length === 0) return [soft(words.none)];
  return rolls.flatMap(({ title, name, birthDate, phone }) => [
    element('h3', {}, title),
    facts([
      [words.name, name],
      [words.birthDate, bornText(birthDate)],
      [words.phone, phoneText(phone ?? '')],
    ]),
  ]);
}

function facts(rows: readonly [string, string][]): HTMLElement {
  const { unreadable } = say(dataWords);
  const divs = rows.map(([name, value]) =>
    element('div', {}, element('dt', {}, name), element('dd', {}, value === '' ? unreadable : value)),
  );
  return element('dl', { class: 'facts' }, ...divs);
}

function list(key: string, lines: readonly string[], open: Set<string>): HTMLElement {
  if (lines.length === 0) return soft(say(dataWords).none);
  if (lines.length <= MOST_UNFOLDED) return entries(lines);
  return disclosure(key, say(dataWords).all(lines.length), open, entries(lines));
}

function entries(lines: readonly string[]): HTMLElement {
  return element('ul', { class: 'entries' }, ...lines.map((line) => element('li', {}, line)));
}

function messageText({ kind, state, bookingNumber, createdAt }: MyData['messages'][number]): string {
  const words = say(dataWords);
  const parts = [momentText(createdAt), words.messageKinds.get(kind) ?? kind, words.messageStates.get(state) ?? state];
  return [...parts, ...(bookingNumber === null ? [] : [bookingNumber])].join(' · ');
}

function actedText({ at, by, action, reason, bookingNumber }: MyData['acted'][number]): string {
  const words = say(dataWords);
  const parts = [momentText(at), words.actors[by], words.actions.get(action) ?? words.otherAction];
  return [
    ...parts,
    ...(bookingNumber === null ? [] : [bookingNumber]),
    ...(reason === null ? [] : [words.reason(reason)]),
  ].join(' · ');
}

function keptText({ title, until }: MyData['kept'][number]): string {
  return say(dataWords).keptUntil(title, until === null ? null : dateText(Date.parse(until), language()));
}

function bornText(birthDate: string): string {
  return isBirthDate(birthDate) ? birthDateText(birthDate, language()) : birthDate;
}

/** `+821012345678` as people write it in Korea. */
function phoneText(phone: string): string {
  return phone.replace(/^\+82(\d{2})(\d{3,4})(\d{4})$/, '0$1-$2-$3');
}

function soft(text: string): HTMLElement {
  return element('p', { class: 'soft' }, text);
}

function wayTo(href: string, text: string): HTMLElement {
  return element('p', {}, element('a', { class: 'plain', href }, text));
}
