import { part, setText } from '../page/element.ts';
import { cohortText } from '../text/cohort-text.ts';
import { clockText } from '../text/moments.ts';
import { paint } from './paint.ts';
import { screenOf } from './screen.ts';
import type { TextState } from './text-signal.ts';
import { type Situation, type View, type ViewKind, viewOf } from './view.ts';
import type { Wording } from './words.ts';

/** States in which the visitor waits for something, and may like to be rung. */
export const UNTIL_TURN: ReadonlySet<ViewKind> = new Set(['not-open', 'lobby', 'waiting', 'paused']);

/** Puts everything on the page that is to be said in a situation; returns which view it was. */
export function paintSituation(situation: Situation, words: Wording, textState: TextState, onEnter: () => void): View {
  const { cohort, entering } = situation;
  const view = viewOf(situation);
  const { kind } = view;
  paint(kind, screenOf(view, words, cohort), { words, entering, onEnter });
  if (cohort) setText(part('window'), words.heading(cohortText(cohort, words.language)));
  setText(part('offline'), offlineText(situation, words));
  setText(part('notice'), noticeText(situation, words));
  setText(part('sound'), UNTIL_TURN.has(kind) ? words.sound : '');
  // Whoever has a number can be told by text that it is called.
  setText(part('text'), kind === 'waiting' || kind === 'paused' ? words.text[textState] : '');
  return view;
}

function offlineText({ offline, status }: Situation, words: Wording): string {
  if (!offline || status === null) return '';
  return words.offline(clockText(Date.parse(status.serverTime), words.language));
}

/** What the operators tell everyone, with since when it is up. */
function noticeText({ status }: Situation, words: Wording): string {
  const notice = status?.notice;
  if (!notice) return '';
  return `${words.notice(clockText(Date.parse(notice.at), words.language))}\n${notice[words.language]}`;
}
