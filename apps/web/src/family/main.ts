import type { ConsentView, MyConsents } from '@sunbeon/core';
import { retryDelayMs } from '../gate/ask.ts';
import { whoAmI } from '../gate/identity.ts';
import { listWindows } from '../gate/windows.ts';
import { actFor, actingFor, forgetBeneficiary } from '../kept/acting-for.ts';
import { showActingFor } from '../page/acting-for.ts';
import { fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { personPanel } from '../page/person-panel.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { familyActions } from './actions.ts';
import { listConsents } from './consents.ts';
import { familySections } from './sections.ts';
import { type FamilyState, newTyped } from './state.ts';
import { noteServerTime, showTimeLeft } from './time-left.ts';
import { familyWords } from './words.ts';

/** While somebody is to answer the page looks again this often, and otherwise rarely. */
const ASKED_MS = 3_000;
const STILL_MS = 30_000;

const typed = newTyped();
let state: FamilyState = {
  identity: 'asking',
  consents: null,
  windows: [],
  refusal: null,
  busyAt: null,
  confirming: null,
  note: null,
  problems: {},
};
let misses = 0;
let nextLook: ReturnType<typeof setTimeout> | undefined;

const actions = familyActions({
  typed,
  state: () => state,
  change: (changed, focus) => {
    state = { ...state, ...changed };
    show(focus);
  },
  look: (focus) => look(focus),
});

function show(focus: string | null = null): void {
  const words = say(familyWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  setText(part('intro'), words.intro);
  setText(part('news'), newsOf());
  const { identity, consents, windows } = state;
  fill(part('person'), JSON.stringify([language(), identity]), () => personPanel(identity, words.notYet));
  // The server's time differs in every answer and is no reason to paint anew.
  const shown = { ...state, windows: windows.map((window) => ({ ...window, serverTime: '' })), refusal: null };
  keepingFocus(part('family'), focus, (area) =>
    fill(area, JSON.stringify([language(), shown, actingFor()]), () =>
      consents === null || typeof identity === 'string'
        ? []
        : familySections(consents, actingFor(), { state, typed, actions }),
    ),
  );
  showTimeLeft(part('family'));
}

function newsOf(): string {
  const { identity, consents, refusal } = state;
  if (identity === 'nobody') return '';
  if (refusal !== null) return refusal.code === 'unreachable' ? say(personWords).unreachable : refusal.title;
  return consents === null ? say(familyWords).loading : '';
}

/** @param focus what the keyboard goes to once the answer is painted */
async function look(focus: string | null = null): Promise<void> {
  clearTimeout(nextLook);
  const answer = await listConsents();
  clearTimeout(nextLook);
  misses = answer.ok ? 0 : misses + 1;
  if (answer.ok) {
    forgetEnded(answer.body.asDelegate);
    // What became of the last action is no news any more once the other side has answered.
    const note = focus === null && hasAnswered(state.consents, answer.body) ? null : state.note;
    state = { ...state, consents: answer.body, refusal: null, note };
  } else if (answer.refusal.status === 401) {
    state = { ...state, identity: 'nobody' };
    show();
    return;
  } else state = { ...state, refusal: answer.refusal };
  show(focus);
  const pauseMs = answer.ok ? calmPauseMs() : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random());
  nextLook = setTimeout(() => void look(), pauseMs);
}

function hasAnswered(before: MyConsents | null, now: MyConsents): boolean {
  return (before?.asDelegate ?? []).some(
    ({ id, state: was }) => now.asDelegate.find((consent) => consent.id === id)?.state !== was,
  );
}

/** Of a consent that is not in force nothing stays on this device, and nobody acts by it. */
function forgetEnded(asDelegate: readonly ConsentView[]): void {
  const inForce = new Set(asDelegate.filter((consent) => consent.state === 'given').map(({ id }) => id));
  for (const { id } of asDelegate) if (!inForce.has(id)) forgetBeneficiary(id);
  const acting = actingFor();
  if (acting !== null && !inForce.has(acting.consentId)) actFor(null);
  showActingFor();
}

function calmPauseMs(): number {
  return state.consents?.asDelegate.some((consent) => consent.state === 'requested') ? ASKED_MS : STILL_MS;
}

async function recognise(): Promise<void> {
  const [identity, windows] = await Promise.all([whoAmI(), listWindows()]);
  const [any] = windows.ok ? windows.body : [];
  if (any) noteServerTime(any.serverTime);
  state = { ...state, identity, windows: windows.ok ? windows.body : state.windows };
  show();
  if (typeof identity !== 'string' || identity === 'unknown') await look();
}

setUpFrame(() => show());
showMoreLinks();
onLanguage(() => void recognise());
void recognise();
setInterval(() => showTimeLeft(part('family')), 1_000);
