import type { Cohort } from '@sunbeon/core';
import { cohortText } from '../text/cohort-text.ts';
import { clockRangeText, clockText, countText, dayClockText, dayText, spanText } from '../text/moments.ts';
import type { ClockRange } from './eta-range.ts';
import type { Remaining, View } from './view.ts';
import type { Wording } from './words.ts';

/** The largest thing on the page, with what it is and what stands under it. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly under: string;
  /** A time that no longer holds, shown struck through. */
  readonly struck: string;
}

/** What can be done: verify (with any provider), enter, or follow a link. */
export type Action =
  | { readonly kind: 'verify' }
  | { readonly kind: 'enter'; readonly label: string }
  | { readonly kind: 'link'; readonly label: string; readonly href: string; readonly main: boolean };

/** A view in words, ready to be painted. */
export interface Screen {
  readonly sentence: string;
  readonly figure: Figure | null;
  /** 0 to 1, `null` for no bar. */
  readonly progress: number | null;
  readonly facts: readonly (readonly [name: string, value: string])[];
  readonly action: Action | null;
  readonly notes: readonly string[];
}

const MINUTE_MS = 60_000;

const NOTHING = { figure: null, progress: null, facts: [], action: null, notes: [] } as const;

/** Words a view in one language. */
export function screenOf(view: View, words: Wording, cohort: Cohort | null): Screen {
  return { ...NOTHING, sentence: words.sentences[view.kind], ...partsOf(view, words, cohort) };
}

function partsOf(view: View, words: Wording, cohort: Cohort | null): Partial<Screen> {
  switch (view.kind) {
    case 'not-open':
    case 'lobby':
      return openingScreen(view, words);
    case 'waiting':
    case 'paused':
      return lineScreen(view, words);
    case 'called':
    case 'admitted':
      return turnScreen(view, words);
    case 'exhausted':
    case 'not-eligible':
    case 'closed':
    case 'unknown-window':
      return elsewhereScreen(view, words, cohort);
    case 'loading':
    case 'joining':
    case 'unreachable':
    case 'verify':
    case 'finished':
    case 'consent-ended':
      return stillScreen(view.kind, words);
    default:
      return view satisfies never;
  }
}

function stillScreen(
  kind: 'loading' | 'joining' | 'unreachable' | 'verify' | 'finished' | 'consent-ended',
  words: Wording,
): Partial<Screen> {
  const { notes, seeBookings } = words;
  switch (kind) {
    case 'loading':
      return {};
    case 'joining':
      return { notes: [notes.joining] };
    case 'unreachable':
      return { notes: [notes.kept] };
    case 'verify':
      return { action: { kind: 'verify' }, notes: [notes.verifyNow] };
    case 'finished':
      return { action: { kind: 'link', label: seeBookings, href: '/me', main: true } };
    case 'consent-ended':
      return {
        action: { kind: 'link', label: words.seeFamily, href: '/family', main: false },
        notes: [notes.consentEnded],
      };
    default:
      return kind satisfies never;
  }
}

/** Nothing to be had here at the moment: say why, and show the way to the other windows. */
function elsewhereScreen(
  view: Extract<View, { kind: 'exhausted' | 'not-eligible' | 'closed' | 'unknown-window' }>,
  words: Wording,
  cohort: Cohort | null,
): Partial<Screen> {
  const action: Action = { kind: 'link', label: words.seeWindows, href: '/', main: false };
  switch (view.kind) {
    case 'unknown-window':
      return { action };
    case 'closed':
      return { action, notes: [words.notes.closedNext] };
    case 'not-eligible':
      return refusedScreen(view, words, cohort, action);
    case 'exhausted':
      return view.number === null
        ? { action, notes: [words.notes.backAlone] }
        : { action, facts: [[words.number, countText(view.number)]], notes: [words.notes.back] };
    default:
      return view satisfies never;
  }
}

/** Which rule refuses, and the window that is for them instead. */
function refusedScreen(
  { rule, own }: Extract<View, { kind: 'not-eligible' }>,
  words: Wording,
  cohort: Cohort | null,
  elsewhere: Action,
): Partial<Screen> {
  const { language, notes } = words;
  const why = cohort ? [words.rules[rule](cohortText(cohort, language))] : [];
  if (own === null) return { action: elsewhere, notes: why };
  const opens = dayClockText(Date.parse(own.opensAt), language);
  return {
    action: { kind: 'link', label: words.seeOwn, href: `/windows/${own.id}`, main: true },
    notes: [...why, notes.own(cohortText(own.cohort, language), opens)],
  };
}

function openingScreen(view: Extract<View, { kind: 'not-open' | 'lobby' }>, words: Wording): Partial<Screen> {
  const { language, notes } = words;
  const { opensAtMs, leftMs, movedFromMs } = view;
  return {
    ...(movedFromMs === null ? {} : { sentence: words.moved }),
    figure: {
      label: `${words.opens} · ${dayText(opensAtMs, language)}`,
      value: clockText(opensAtMs, language),
      unit: '',
      under: leftMs === null ? '' : words.until(spanText(leftMs, language)),
      struck: movedFromMs === null ? '' : dayClockText(movedFromMs, language),
    },
    action: view.ready === 'verify' ? { kind: 'verify' } : null,
    notes: [
      view.kind === 'lobby' ? notes.drawn : notes.serverClock,
      ...(view.ready === 'ready' ? [view.entered ? notes.entered : notes.readyAuto] : []),
      ...(view.ready === 'verify' ? [notes.verifyEarly] : []),
    ],
  };
}

function lineScreen(view: Extract<View, { kind: 'waiting' | 'paused' }>, words: Wording): Partial<Screen> {
  const { language, notes } = words;
  const ahead = countText(view.ahead);
  const number: [string, string] = [words.number, countText(view.number)];
  const waits = view.kind === 'waiting';
  return {
    ...(waits && view.ahead === 0 ? { sentence: words.next } : {}),
    ...(waits || view.sinceMs === null ? {} : { sentence: words.pausedSince(clockText(view.sinceMs, language)) }),
    figure: { label: words.ahead, value: ahead, unit: words.people, under: '', struck: '' },
    progress: view.progress,
    facts:
      waits && !view.recalled
        ? [number, [words.expected, rangeText(view.range, view.ahead, words)], ...leftFact(view.remaining, words)]
        : [number],
    notes: [
      ...(waits ? [] : [notes.paused]),
      ...(waits && view.scarce && view.remaining ? [notes.scarce(countText(view.remaining.doses), ahead)] : []),
      notes.closable,
      notes.anyDevice,
    ],
  };
}

function turnScreen(view: Extract<View, { kind: 'called' | 'admitted' }>, words: Wording): Partial<Screen> {
  const { notes } = words;
  const facts: Screen['facts'] = [[words.number, countText(view.number)]];
  if (view.kind === 'called') {
    return {
      ...(view.again ? { sentence: words.over } : {}),
      figure: { label: '', value: words.yourTurn, unit: '', under: '', struck: '' },
      facts,
      action: { kind: 'enter', label: words.enter },
      notes: view.entering ? [notes.full, notes.calledKept] : [notes.calledTime, notes.calledKept],
    };
  }
  return {
    figure: {
      label: words.bookUntil,
      value: words.untilClock(clockText(view.expiresAtMs, words.language)),
      unit: '',
      under: words.spanLeft(spanText(view.leftMs, words.language)),
      struck: '',
    },
    facts,
    action: { kind: 'enter', label: words.resume },
    notes: [notes.admitted],
  };
}

function rangeText(range: ClockRange | null, ahead: number, words: Wording): string {
  if (ahead === 0) return words.expectedSoon;
  return range === null ? words.expectedUnknown : clockRangeText(range.lowMs, range.highMs, words.language);
}

function leftFact(remaining: Remaining | null, words: Wording): [string, string][] {
  if (remaining === null) return [];
  const minutes = Math.floor(remaining.ageMs / MINUTE_MS);
  return [[words.left, `${countText(remaining.doses)} · ${minutes < 1 ? words.justNow : words.minutesAgo(minutes)}`]];
}
