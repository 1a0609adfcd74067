import type { WindowState, WindowStatistics, WindowView } from '@sunbeon/core';
import { ask, retryDelayMs } from '../gate/ask.ts';
import { listWindows } from '../gate/windows.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { cohortText } from '../text/cohort-text.ts';
import { language, say } from '../text/language.ts';
import { clockText } from '../text/moments.ts';
import { pageWords } from '../text/page-words.ts';
import { nightEntry } from './night-entry.ts';
import { trustWords } from './words.ts';

/** The figures are kept for so long on their way; asking oftener would tell no more. */
const REFRESH_MS = 5_000;
/** More windows than this are not shown at once. */
const MOST_NIGHTS = 6;
const GOING_ON: ReadonlySet<WindowState> = new Set(['open', 'paused', 'exhausted']);

interface Night {
  readonly window: WindowView;
  readonly figures: WindowStatistics;
}

const open = new Set<string>();
let windows: readonly WindowView[] | null = null;
let nights: readonly Night[] = [];
let misses = 0;

function show(): void {
  const words = say(trustWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  for (const [id, text] of Object.entries({
    title: words.title,
    intro: words.intro,
    'tonight-title': words.tonight,
    'rules-title': words.rulesTitle,
    'draw-title': words.drawTitle,
    'more-title': words.moreTitle,
    news: newsOf(),
  }))
    setText(part(id), text);
  keepingFocus(part('nights'), null, (list) =>
    fill(list, JSON.stringify([language(), nights.map(({ figures }) => ({ ...figures, serverTime: '' }))]), () =>
      nights.map(({ window, figures }) => nightEntry(window, figures, open)),
    ),
  );
  fill(part('rules'), language(), () =>
    words.rules.map(([rule, how]) => element('li', {}, element('strong', {}, rule), element('p', {}, how))),
  );
  const draws = (windows ?? []).filter(({ draw }) => draw !== null);
  setText(part('draw-text'), draws.length === 0 ? words.drawNone : words.drawText);
  fill(part('draws'), JSON.stringify([language(), draws.map(({ id }) => id)]), () => draws.map(drawLink));
  fill(part('more'), language(), () => [link('/me/data', words.data), link('/docs/', words.docs)]);
}

function newsOf(): string {
  const words = say(trustWords);
  const [first] = nights;
  const clock = first && clockText(Date.parse(first.figures.serverTime), language());
  if (misses > 0) return clock === undefined ? words.unreachable : words.offline(clock);
  if (windows === null) return words.loading;
  return clock === undefined ? words.noNight : words.at(clock);
}

function drawLink({ id, cohort }: WindowView): HTMLElement {
  return link(`/windows/${id}/draw`, say(trustWords).drawOf(cohortText(cohort, language())));
}

function link(href: string, text: string): HTMLElement {
  return element('li', {}, element('a', { class: 'plain', href }, text));
}

async function follow(): Promise<void> {
  const answer = await listWindows();
  const figures = answer.ok ? await figuresOf(answer.body) : null;
  misses = figures === null ? misses + 1 : 0;
  if (answer.ok) windows = answer.body;
  if (figures !== null) nights = figures;
  show();
  setTimeout(() => void follow(), misses === 0 ? REFRESH_MS : retryDelayMs(misses, null, Math.random()));
}

/** The figures of every window that is going on; `null` when one could not be had. */
async function figuresOf(all: readonly WindowView[]): Promise<readonly Night[] | null> {
  const goingOn = all.filter(({ state }) => GOING_ON.has(state)).slice(0, MOST_NIGHTS);
  const found: Night[] = [];
  for (const window of goingOn) {
    const answer = await ask<WindowStatistics>(`/v1/windows/${window.id}/statistics`);
    if (!answer.ok) return null;
    found.push({ window, figures: answer.body });
  }
  return found;
}

setUpFrame(show);
showMoreLinks();
void follow();
