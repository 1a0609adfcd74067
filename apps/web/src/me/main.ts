import type { MyBookings } from '@sunbeon/core';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { type Identity, whoAmI } from '../gate/identity.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { personPanel } from '../page/person-panel.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { bookingEntry } from './booking-entry.ts';
import { type Change, makeChange } from './change.ts';
import type { Panel } from './change-panel.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { myWords } from './words.ts';

/** While a confirmation is still on its way the page looks again this often, and otherwise rarely. */
const MESSAGE_MS = 3_000;
const STILL_MS = 30_000;

let identity: Identity = 'asking';
let bookings: MyBookings['bookings'] | null = null;
let refusal: Refusal | null = null;
let misses = 0;
let panel: Panel = { confirming: null, underWay: null, note: null };
let nextLook: ReturnType<typeof setTimeout> | undefined;

function show(focus: string | null = null): void {
  const words = say(myWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  fill(part('person'), JSON.stringify([language(), identity]), () => personPanel(identity, words.notYet));
  setText(part('news'), newsOf());
  keepingFocus(part('bookings'), focus, (list) =>
    fill(list, JSON.stringify([language(), bookings, panel]), () =>
      (bookings ?? []).map((booking) =>
        bookingEntry(booking, bookings ?? [], panel, { onChange: startChange, onConfirm: confirm }),
      ),
    ),
  );
  fill(part('actions'), JSON.stringify([language(), bookings?.length]), () =>
    bookings?.length === 0
      ? [element('p', {}, words.noneNext), element('a', { class: 'button', href: '/' }, words.seeWindows)]
      : [],
  );
}

function newsOf(): string {
  if (identity === 'nobody') return '';
  if (refusal !== null) return refusal.code === 'unreachable' ? say(personWords).unreachable : wordsOf(refusal);
  if (bookings === null) return say(myWords).loading;
  return bookings.length === 0 ? say(myWords).none : '';
}

function wordsOf({ code, title, detail }: Refusal): string {
  return code === 'unreachable' ? say(myWords).notDone : `${title}. ${detail}`;
}

function confirm(bookingId: string | null): void {
  const before = panel.confirming;
  panel = { confirming: bookingId, underWay: null, note: null };
  show(bookingId === null ? `ask ${before}` : `question ${bookingId}`);
}

function startChange(bookingId: string, change: Change): void {
  void finishChange(bookingId, change);
}

async function finishChange(bookingId: string, change: Change): Promise<void> {
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
  const answer = await ask<MyBookings>('/v1/bookings/me');
  clearTimeout(nextLook);
  refusal = answer.ok ? null : answer.refusal;
  misses = answer.ok ? 0 : misses + 1;
  if (answer.ok) ({ bookings } = answer.body);
  else if (answer.refusal.status === 401) {
    identity = 'nobody';
    show();
    return;
  }
  show(focus);
  const pauseMs = answer.ok ? calmPauseMs() : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random());
  nextLook = setTimeout(() => void look(), pauseMs);
}

function calmPauseMs(): number {
  const underway = bookings?.some(({ message }) => message === 'queued' || message === 'sent') ?? false;
  return underway ? MESSAGE_MS : STILL_MS;
}

async function recognise(): Promise<void> {
  identity = await whoAmI();
  show();
}

setUpFrame(() => show());
onLanguage(() => void recognise());
void recognise();
void look();
