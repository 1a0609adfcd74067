import { type BirthDate, isBirthDate, type WindowView } from '@sunbeon/core';
import { retryDelayMs } from '../gate/ask.ts';
import { type Identity, whoAmI } from '../gate/identity.ts';
import { ServerClock } from '../gate/server-clock.ts';
import { listWindows } from '../gate/windows.ts';
import { actingFor } from '../kept/acting-for.ts';
import { fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { personPanel } from '../page/person-panel.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { showEligibility } from './eligibility-panel.ts';
import { countDown, inOrder, windowEntry } from './window-entry.ts';
import { windowsWords } from './words.ts';

/** How often the list is asked for anew while somebody looks at it. */
const REFRESH_MS = 15_000;
/** How often the countdowns are drawn anew. */
const TICK_MS = 500;
/** Two looks are at least this far apart, however often the visitor switches tabs. */
const LEAST_BETWEEN_LOOKS_MS = 1_000;

const clock = new ServerClock();

let windows: readonly WindowView[] | null = null;
let identity: Identity = 'asking';
let misses = 0;

function show(): void {
  const words = say(windowsWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  setText(part('intro'), words.intro);
  setText(part('list-title'), words.list);
  part('who').hidden = identity === 'asking' || identity === 'unknown';
  setText(part('who-title'), words.who);
  fill(part('person'), JSON.stringify([language(), identity]), () => personPanel(identity, words.notYet));
  setText(part('news'), newsOf());
  const born = bornOn();
  showEligibility(windows);
  // The server's time differs in every answer and is no reason to build the list anew.
  const entries = (windows ?? []).map((window) => ({ ...window, serverTime: '' }));
  fill(part('windows'), JSON.stringify([language(), born, entries]), () =>
    inOrder(windows ?? [], born).map((window) => windowEntry(window, born, serverNowMs)),
  );
  countDown(part('windows'), serverNowMs());
}

/** When the person was born whom a place would be for: the visitor, or the beneficiary they act for. */
function bornOn(): BirthDate | null {
  const acting = actingFor();
  if (acting !== null) return isBirthDate(acting.birthDate) ? acting.birthDate : null;
  return typeof identity === 'string' ? null : identity.birthDate;
}

function serverNowMs(): number {
  return clock.at(performance.now()) ?? 0;
}

function newsOf(): string {
  if (misses > 0) return say(personWords).unreachable;
  if (windows === null) return say(windowsWords).loading;
  return windows.length === 0 ? say(windowsWords).none : '';
}

let asking = false;
let again = false;
let lastLookMs = Number.NEGATIVE_INFINITY;
let timer: ReturnType<typeof setTimeout> | undefined;

async function followWindows(): Promise<void> {
  // The answer that is awaited may have been on its way while the device slept: it would be late by the whole sleep.
  again = asking;
  if (asking) return;
  const tooSoonMs = lastLookMs + LEAST_BETWEEN_LOOKS_MS - performance.now();
  // Not left out: whoever slept since the last look, and whose counter slept too, has the wrong time.
  if (tooSoonMs > 0) return followLater(tooSoonMs);
  asking = true;
  lastLookMs = performance.now();
  const answer = await listWindows();
  asking = false;
  misses = answer.ok ? 0 : misses + 1;
  if (answer.ok) see(answer.body);
  show();
  const delayMs = answer.ok ? REFRESH_MS : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random());
  followLater(again ? LEAST_BETWEEN_LOOKS_MS : Math.max(delayMs, LEAST_BETWEEN_LOOKS_MS));
}

function followLater(ms: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => void followWindows(), ms);
}

function see(seen: readonly WindowView[]): void {
  windows = seen;
  const [first] = seen;
  if (first) clock.sample(Date.parse(first.serverTime), performance.now());
}

async function recognise(): Promise<void> {
  identity = await whoAmI();
  show();
}

setUpFrame(show);
showMoreLinks();
onLanguage(() => void recognise());
void followWindows();
void recognise();
setInterval(() => countDown(part('windows'), serverNowMs()), TICK_MS);
// A device that slept learns the time anew at once.
for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, () => void followWindows());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void followWindows();
});
