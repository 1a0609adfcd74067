import type { IdentityProviderView, MyBookings } from '@sunbeon/core';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { type Identity, identityProviders, whoAmI } from '../gate/identity.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { personPanel } from '../page/person-panel.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { bookingEntry } from './booking-entry.ts';
import { myWords } from './words.ts';

/** While a confirmation is still on its way the page looks again this often, and otherwise rarely. */
const MESSAGE_MS = 3_000;
const STILL_MS = 30_000;

let identity: Identity = 'asking';
let providers: readonly IdentityProviderView[] = [];
let bookings: MyBookings['bookings'] | null = null;
let refusal: Refusal | null = null;
let misses = 0;

function show(): void {
  const words = say(myWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  fill(part('person'), JSON.stringify([language(), identity, providers]), () =>
    personPanel(identity, providers, words.notYet),
  );
  setText(part('news'), newsOf());
  fill(part('bookings'), JSON.stringify([language(), bookings]), () => (bookings ?? []).map(bookingEntry));
  fill(part('actions'), JSON.stringify([language(), bookings?.length]), () =>
    bookings?.length === 0
      ? [element('p', {}, words.noneNext), element('a', { class: 'button', href: '/' }, words.seeWindows)]
      : [],
  );
}

function newsOf(): string {
  if (identity === 'nobody') return '';
  if (refusal !== null)
    return refusal.code === 'unreachable' ? say(personWords).unreachable : `${refusal.title}. ${refusal.detail}`;
  if (bookings === null) return say(myWords).loading;
  return bookings.length === 0 ? say(myWords).none : '';
}

async function followBookings(): Promise<void> {
  const answer = await ask<MyBookings>('/v1/bookings/me');
  refusal = answer.ok ? null : answer.refusal;
  misses = answer.ok ? 0 : misses + 1;
  if (answer.ok) ({ bookings } = answer.body);
  else if (answer.refusal.status === 401) {
    identity = 'nobody';
    show();
    return;
  }
  show();
  setTimeout(
    () => void followBookings(),
    answer.ok ? pauseMs() : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random()),
  );
}

function pauseMs(): number {
  const underway = bookings?.some(({ message }) => message === 'queued' || message === 'sent') ?? false;
  return underway ? MESSAGE_MS : STILL_MS;
}

async function recognise(): Promise<void> {
  [identity, providers] = await Promise.all([whoAmI(), identityProviders()]);
  show();
}

setUpFrame(show);
onLanguage(() => void recognise());
void recognise();
void followBookings();
