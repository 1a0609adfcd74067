import type { MyConsents } from '@sunbeon/core';
import { saveBookings } from '../calendar/booking-calendar.ts';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { type Identity, whoAmI } from '../gate/identity.ts';
import type { MyBooking } from '../gate/my-bookings.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { personPanel } from '../page/person-panel.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { type Change, makeChange } from './change.ts';
import type { Panel } from './change-panel.ts';
import { MovePart } from './move-part.ts';
import { type PersonBookings, peopleBy, readBookings, themself } from './people.ts';
import { peopleList } from './people-list.ts';
import { compareClocks, serverNowMs } from './server-now.ts';
import { myWords } from './words.ts';

/** While a confirmation is still on its way the page looks again this often, and otherwise rarely. */
const MESSAGE_MS = 4_000;
const STILL_MS = 30_000;

let identity: Identity = 'asking';
let consents: MyConsents | null = null;
let people: readonly PersonBookings[] = [themself];
let misses = 0;
let panel: Panel = { confirming: null, underWay: null, note: null };
let nextLook: ReturnType<typeof setTimeout> | undefined;

const moving = new MovePart(part('move'), (bookingId, text) => {
  panel = { confirming: null, underWay: null, note: { bookingId, text } };
  void look(`note ${bookingId}`);
});

function show(focus: string | null = null): void {
  const words = say(myWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  fill(part('person'), JSON.stringify([language(), identity]), () => personPanel(identity, words.notYet));
  setText(part('news'), newsOf());
  const isMoving = moving.show(people);
  const nowMs = hasOffer() ? serverNowMs() : null;
  const shown = identity === 'nobody' ? [] : people;
  const actions = {
    onChange: startChange,
    onConfirm: confirm,
    onCalendar: (booking: MyBooking) => saveBookings([booking]),
  };
  keepingFocus(part('bookings'), focus, (list) => {
    const minute = nowMs === null ? null : Math.floor(nowMs / 10_000);
    fill(list, JSON.stringify([language(), identity, shown, consents, panel, minute]), () =>
      peopleList(shown, { consents, panel, nowMs, actions }, ownName()),
    );
  });
  fill(part('actions'), JSON.stringify([language(), hasLive(), hasNothing()]), pageActions);
  for (const id of ['person', 'news', 'bookings', 'actions']) part(id).classList.toggle('aside', isMoving);
}

function ownName(): string {
  return typeof identity === 'string' ? '' : identity.maskedName;
}

function pageActions(): readonly HTMLElement[] {
  const words = say(myWords);
  if (hasLive()) {
    const print = element('button', { class: 'button button-quiet', type: 'button' }, words.print);
    print.addEventListener('click', () => globalThis.print());
    return [print];
  }
  return hasNothing()
    ? [element('p', {}, words.noneNext), element('a', { class: 'button', href: '/' }, words.seeWindows)]
    : [];
}

function allBookings(): readonly MyBooking[] {
  return people.flatMap(({ bookings }) => bookings ?? []);
}

function hasLive(): boolean {
  return allBookings().some(({ state }) => state !== 'cancelled');
}

function hasNothing(): boolean {
  return people.every(({ bookings }) => bookings?.length === 0);
}

function hasOffer(): boolean {
  return allBookings().some(({ offer }) => offer !== undefined);
}

function newsOf(): string {
  if (identity === 'nobody') return '';
  const refusal = people.find((person) => person.refusal !== null)?.refusal ?? null;
  if (refusal !== null) return refusal.code === 'unreachable' ? say(personWords).unreachable : wordsOf(refusal);
  return people.some(({ bookings }) => bookings === null) ? say(myWords).loading : '';
}

function wordsOf({ code, title, detail }: Refusal): string {
  return code === 'unreachable' ? say(myWords).notDone : `${title}. ${detail}`;
}

function confirm(bookingId: string | null): void {
  const before = panel.confirming;
  panel = { confirming: bookingId, underWay: null, note: null };
  show(bookingId === null ? `ask ${before}` : `question ${bookingId}`);
}

function startChange(booking: MyBooking, change: Change): void {
  void finishChange(booking, change);
}

async function finishChange({ id: bookingId }: MyBooking, change: Change): Promise<void> {
  panel = { ...panel, underWay: bookingId, note: null };
  show();
  const answer = await makeChange(bookingId, change);
  const text = answer.ok ? say(myWords).done[change] : wordsOf(answer.refusal);
  panel = { confirming: null, underWay: null, note: { bookingId, text } };
  await look(`note ${bookingId}`);
}

/** @param focus what the keyboard goes to once the answer is painted */
async function look(focus: string | null = null): Promise<void> {
  clearTimeout(nextLook);
  const read = await readBookings(people);
  clearTimeout(nextLook);
  const { refusal = null } = read.find(({ consentId }) => consentId === null) ?? {};
  if (refusal?.status === 401) {
    identity = 'nobody';
    people = [themself];
    show();
    return;
  }
  // A consent that has ended shows nothing any more.
  people = read.filter((person) => person.refusal?.code !== 'consent-ended');
  misses = refusal === null ? 0 : misses + 1;
  const offered = allBookings().find(({ offer }) => offer !== undefined);
  if (offered !== undefined) await compareClocks(offered.windowId);
  show(focus);
  const pauseMs = refusal === null ? calmPauseMs() : retryDelayMs(misses, refusal.retryAfterMs, Math.random());
  nextLook = setTimeout(() => void look(), pauseMs);
}

function calmPauseMs(): number {
  return allBookings().some(({ message }) => message === 'queued' || message === 'sent') ? MESSAGE_MS : STILL_MS;
}

async function recognise(): Promise<void> {
  identity = await whoAmI();
  show();
  if (identity === 'nobody') return;
  const answer = await ask<MyConsents>('/v1/consents');
  if (!answer.ok) return;
  consents = answer.body;
  people = peopleBy(consents, people);
  if (people.length > 1) await look();
  else show();
}

setUpFrame(() => show());
showMoreLinks();
onLanguage(() => void recognise());
addEventListener('hashchange', () => show());
void recognise();
void look();
