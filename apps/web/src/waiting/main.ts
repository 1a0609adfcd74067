import { whoAmI } from '../gate/identity.ts';
import { listWindows } from '../gate/windows.ts';
import { part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { cohortText } from '../text/cohort-text.ts';
import { language, onLanguage } from '../text/language.ts';
import { clockText } from '../text/moments.ts';
import { announcementOf, type Spoken } from './announcement.ts';
import { enter } from './enter.ts';
import { followStatus } from './follow-status.ts';
import { paint } from './paint.ts';
import { screenOf } from './screen.ts';
import { checkPlace, takePlace } from './take-place.ts';
import { type View, viewOf } from './view.ts';
import { Visit } from './visit.ts';
import { waitingWords } from './words.ts';

/** How often the countdown is drawn anew; short, so that the opening is met within a blink. */
const TICK_MS = 200;

const visit = new Visit(location.pathname.split('/')[2] ?? '');
let spoken: Spoken | null = null;
let joinAttempts = 0;
/** By the monotonic counter; infinite while an attempt is under way. */
let joinNotBefore = 0;
/** Of the line, as last seen; another one means that it was lost, and that the ticket has to be shown again. */
let epoch: number | undefined;

function show(): View {
  const { situation } = visit;
  const view = viewOf(situation);
  const words = waitingWords[language()];
  paint(view.kind, screenOf(view, language(), situation.cohort), {
    entering: situation.entering,
    onEnter: () => void enter(visit, show),
  });
  if (situation.cohort) setText(part('window'), words.heading(cohortText(situation.cohort, language())));
  setText(part('offline'), offlineText());
  document.title = `${titleOf(view)} · ${words.title}`;
  announce(view);
  return view;
}

function offlineText(): string {
  const { offline, status } = visit.situation;
  if (!offline || status === null) return '';
  return waitingWords[language()].offline(clockText(Date.parse(status.serverTime), language()));
}

function titleOf(view: View): string {
  const words = waitingWords[language()];
  if (view.kind === 'waiting') return words.aheadTitle(view.ahead.toLocaleString('en-US'));
  return view.kind === 'called' ? words.yourTurn : words.sentences[view.kind];
}

function announce(view: View): void {
  const text = announcementOf(view, spoken, performance.now(), language());
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
  const cohort = windows.ok ? windows.body.find(({ id }) => id === visit.windowId)?.cohort : undefined;
  if (cohort) visit.change({ cohort });
  show();
}

setUpFrame(() => void show());
// The messages that a ticket leads to are in the language it was asked for in.
onLanguage(() => void recognise());
followStatus(visit, () => {
  const { place, status } = visit.situation;
  if (status && epoch !== undefined && epoch !== status.epoch) void recognise();
  epoch = status?.epoch ?? epoch;
  if (place?.state === 'lobby' && status?.state !== 'lobby') void checkPlace(visit);
  show();
});
void recognise();
void nameWindow();
setInterval(() => void joinWhenDue(show()), TICK_MS);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && typeof visit.situation.identity === 'string') void recognise();
});
