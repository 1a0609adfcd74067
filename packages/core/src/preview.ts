import { z } from 'zod';
import { addDays, type CivilDate, lastDigitOfDay } from './civil-date.ts';
import type { Cohort } from './cohort.ts';
import { type WindowStatus, type WindowView, windowStatusSchema, windowViewSchema } from './contract.ts';
import type { StaffWindowView } from './staff-contract.ts';
import { type WindowDoor, type WindowState, windowStateAt } from './window.ts';

/* What staff see of the citizens' pages before there is anything to see: the same pages, told of a moment that is made up. */

/** The citizens' pages that can be looked at beforehand: the list of windows, and the waiting page. */
export const previewPages = ['waiting', 'list'] as const;
export type PreviewPage = (typeof previewPages)[number];

/** Who looks: somebody who was not verified, who was, who stands in line, whose number was called. */
export const previewVisitors = ['stranger', 'verified', 'in-line', 'called'] as const;
export type PreviewVisitor = (typeof previewVisitors)[number];

/** As the window is by its plan, or as it would be if something came in between. */
export const previewTurns = ['as-planned', 'paused', 'exhausted', 'closed'] as const;
export type PreviewTurn = (typeof previewTurns)[number];

/** The moment that is made up. */
export interface PreviewMoment {
  /** Of the server's clock, in milliseconds since the epoch. */
  readonly atMs: number;
  readonly turn: PreviewTurn;
  readonly visitor: PreviewVisitor;
  /** People ahead of somebody in line. */
  readonly ahead: number;
  /** Doses left; `null`: not known. */
  readonly remaining: number | null;
}

/** What a preview says once it can be told; and what it is told then, again and again. Both go by `postMessage`. */
export const PREVIEW_READY = 'sunbeon-preview-ready';
export const previewSceneSchema = z.object({
  kind: z.literal('sunbeon-preview'),
  page: z.enum(previewPages),
  window: windowViewSchema,
  status: windowStatusSchema,
  /** When the visitor was born; `null`: nobody knows, because they were not verified. */
  born: z.string().nullable(),
  /** Their place; the number is 0 in a lobby. */
  place: z.object({ number: z.int().min(0), state: z.enum(['lobby', 'waiting']) }).nullable(),
});
export type PreviewScene = z.infer<typeof previewSceneSchema>;

/** A line that is long enough to look like one. */
const CALLED_BEFORE = 18_668;
const BEHIND = 40_000;
const POLL_MS = 5_000;
const NOBODYS_COMMITMENT = '0'.repeat(64);
/** A line is measured about so well. */
const DEVIATION = 0.05;
/** Months have 28 days at least: by then every digit but 9, and with a month's end also that, has come twice. */
const DAYS_LOOKED_AT = 62;

/** The scene of a window, planned or scheduled, at a moment. All numbers of the line are examples. */
export function previewScene(window: StaffWindowView, page: PreviewPage, moment: PreviewMoment): PreviewScene {
  const view = viewAt(window, moment);
  const isOpen = moment.atMs >= Date.parse(window.opensAt);
  const place = placeAt(view.state, isOpen, moment);
  return {
    kind: 'sunbeon-preview',
    page,
    window: view,
    status: statusAt(window, view, moment),
    born: moment.visitor === 'stranger' ? null : someoneBornIn(window.cohort),
    place,
  };
}

function viewAt(window: StaffWindowView, { atMs, turn }: PreviewMoment): WindowView {
  const { id, title, cohort, requiresRoll, secondDoseAfterDays, policy, opensAt, closesAt, lobbyOpensAt } = window;
  const state = windowStateAt(doorOf(window, turn), atMs);
  return {
    id,
    title,
    cohort,
    requiresRoll,
    ...(secondDoseAfterDays === null ? {} : { secondDoseAfterDays }),
    state,
    policy,
    opensAt,
    closesAt,
    lobbyOpensAt,
    draw: policy === 'draw' ? { commitment: NOBODYS_COMMITMENT, seed: null, entriesUrl: null } : null,
    ...(window.notice === undefined ? {} : { notice: window.notice }),
    ...(window.movedFrom === undefined ? {} : { movedFrom: window.movedFrom }),
    ...(state === 'paused' ? { pausedSince: instant(atMs) } : {}),
    serverTime: instant(atMs),
  };
}

/** A lobby without an instant of its own opens when the window is scheduled, which is before anybody looks. */
function doorOf(window: StaffWindowView, turn: PreviewTurn): WindowDoor {
  return {
    policy: window.policy,
    opensAtMs: Date.parse(window.opensAt),
    closesAtMs: Date.parse(window.closesAt),
    lobbyOpensAtMs: window.lobbyOpensAt === null ? 0 : Date.parse(window.lobbyOpensAt),
    paused: turn === 'paused',
    exhausted: turn === 'exhausted',
    closed: turn === 'closed',
  };
}

function placeAt(state: WindowState, isOpen: boolean, { visitor, ahead }: PreviewMoment): PreviewScene['place'] {
  if (visitor === 'stranger' || visitor === 'verified') return null;
  if (isOpen) return { number: CALLED_BEFORE + (visitor === 'called' ? 0 : ahead + 1), state: 'waiting' };
  return state === 'lobby' ? { number: 0, state: 'lobby' } : null;
}

function statusAt(window: StaffWindowView, view: WindowView, { ahead, remaining, turn }: PreviewMoment): WindowStatus {
  const isCalling = view.state === 'open';
  const { id, state, opensAt, closesAt, serverTime, notice, movedFrom, pausedSince } = view;
  return {
    id,
    state,
    serving: CALLED_BEFORE,
    issued: CALLED_BEFORE + ahead + BEHIND,
    ratePerSecond: isCalling ? window.maxPerSecond : 0,
    rateDeviation: isCalling ? window.maxPerSecond * DEVIATION : 0,
    headStart: 0,
    mostPerSecond: window.maxPerSecond,
    remaining: turn === 'exhausted' ? 0 : remaining,
    opensAt,
    closesAt,
    serverTime,
    pollAfterMs: POLL_MS,
    version: window.version,
    epoch: 1,
    skips: [],
    ...(notice === undefined ? {} : { notice }),
    ...(movedFrom === undefined ? {} : { movedFrom }),
    ...(pausedSince === undefined ? {} : { pausedSince }),
  };
}

/** A birth date the window is for; the first day of the cohort where there is none. */
function someoneBornIn({ birthFrom, birthTo, lastDigit }: Cohort): CivilDate {
  let day = birthFrom;
  for (let looked = 0; looked < DAYS_LOOKED_AT; looked += 1) {
    if (lastDigit === null || lastDigitOfDay(day) === lastDigit) return day;
    if (day === birthTo) break;
    day = addDays(day, 1);
  }
  return birthFrom;
}

function instant(atMs: number): string {
  return new Date(atMs).toISOString();
}
