import { whoAmI } from '../gate/identity.ts';
import { listWindows } from '../gate/windows.ts';
import { actingFor } from '../kept/acting-for.ts';
import { part } from '../page/element.ts';
import { setUpHeader } from '../page/header.ts';
import { language } from '../text/language.ts';
import { countText } from '../text/moments.ts';
import { announcementOf, type Spoken } from './announcement.ts';
import { enter } from './enter.ts';
import { followStatus } from './follow-status.ts';
import { paintSituation, UNTIL_TURN } from './paint-situation.ts';
import { checkPlace, takePlace } from './take-place.ts';
import { TextSignal } from './text-signal.ts';
import { isRinging, signalTurn, switchSound } from './turn-signal.ts';
import type { View, ViewKind } from './view.ts';
import { Visit } from './visit.ts';
import { wordsIn } from './words.ts';

/** How often the countdown is drawn anew; short, so that the opening is met within a blink. */
const TICK_MS = 200;

/** The page is kept on the device once it stands; the first view comes before that. */
const WORKER_AFTER_MS = 3_000;

const visit = new Visit(location.pathname.split('/')[2] ?? '', actingFor());
const words = wordsIn(language());
const textSignal = new TextSignal(visit);
let shown: ViewKind = 'loading';
let spoken: Spoken | null = null;
let joinAttempts = 0;
/** By the monotonic counter; infinite while an attempt is under way. */
let joinNotBefore = 0;
/** Of the line, as last seen; another one means that it was lost, and that the ticket has to be shown again. */
let epoch: number | undefined;

function show(): View {
  const view = paintSituation(visit.situation, words, textSignal.state, () => void enter(visit, show));
  part('sound').ariaPressed = String(isRinging());
  part('text').ariaPressed = String(textSignal.state === 'on');
  document.title = `${titleOf(view)} · ${words.title}`;
  announce(view);
  if (view.kind === 'called' && UNTIL_TURN.has(shown)) signalTurn();
  shown = view.kind;
  return view;
}

function titleOf(view: View): string {
  if (view.kind === 'waiting') return words.aheadTitle(countText(view.ahead));
  return view.kind === 'called' ? `● ${words.yourTurn}` : words.sentences[view.kind];
}

function announce(view: View): void {
  const text = announcementOf(view, spoken, performance.now(), words);
  if (text === null) return;
  spoken = { view, atMs: performance.now() };
  part('announcement').textContent = text;
}

/** A place can be taken after the opening, even while nothing is left, and in the lobby of a draw. */
function isPlaceDue(view: View): boolean {
  if (view.kind === 'lobby') return view.ready === 'ready' && !view.entered;
  if (view.kind === 'exhausted') return view.number === null && typeof visit.situation.identity !== 'string';
  // Whoever is in the lobby has a place: the number comes with the draw, and a status tells when.
  return view.kind === 'joining' && visit.situation.place === null;
}

async function joinWhenDue(view: View): Promise<void> {
  if (!isPlaceDue(view) || performance.now() < joinNotBefore) return;
  joinNotBefore = Number.POSITIVE_INFINITY;
  joinAttempts += 1;
  const againMs = await takePlace(visit, joinAttempts);
  joinNotBefore = performance.now() + (againMs ?? 0);
  if (againMs === null) joinAttempts = 0;
  show();
}

/** Learns who the visitor is and, from that, which place is theirs. */
async function recognise(): Promise<void> {
  const identity = await whoAmI();
  visit.change({ identity });
  if (visit.ticket !== null) await (identity === 'nobody' ? checkPlace(visit) : takePlace(visit, 1));
  show();
}

async function nameWindow(): Promise<void> {
  const windows = await listWindows();
  if (windows.ok) visit.seeWindows(windows.body);
  show();
}

setUpHeader(() => void show());
part('sound').addEventListener('click', () => {
  switchSound();
  show();
});
part('text').addEventListener('click', () => void textSignal.switch().then(show));
followStatus(visit, () => {
  const { place, status } = visit.situation;
  if (status && epoch !== undefined && epoch !== status.epoch) void recognise();
  epoch = status?.epoch ?? epoch;
  if (visit.situation.cohort === null) void nameWindow();
  if (place?.state === 'lobby' && status?.state !== 'lobby') void checkPlace(visit);
  show();
});
void recognise();
setInterval(() => void joinWhenDue(show()), TICK_MS);
setTimeout(() => {
  if ('serviceWorker' in navigator) void navigator.serviceWorker.register('/service-worker.js', { scope: '/windows/' });
}, WORKER_AFTER_MS);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && typeof visit.situation.identity === 'string') void recognise();
});
