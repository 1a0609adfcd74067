import { element, fill, part, setText } from '../page/element.ts';
import { verifyLink } from '../page/verify-link.ts';
import type { Action, Figure, Screen } from './screen.ts';
import type { ViewKind } from './view.ts';
import type { Wording } from './words.ts';

/** What the painter needs beside the screen: what the one button does. */
export interface Stage {
  readonly entering: boolean;
  readonly onEnter: () => void;
  readonly words: Wording;
}

const BAR_STEPS = 1_000;

/** Puts a screen on the page, touching only what differs. */
export function paint(kind: ViewKind, screen: Screen, stage: Stage): void {
  const main = part('main');
  main.dataset['state'] = kind;
  main.classList.toggle('sentence-alone', screen.figure === null);
  setText(part('sentence'), screen.sentence);
  paintFigure(screen.figure, stage.words);
  paintBar(screen.progress, stage.words);
  const rows = screen.facts.flatMap(([name, value]) => [name, value]);
  fill(part('facts'), rows.join('\n'), () =>
    screen.facts.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
  paintAction(screen.action, stage);
  fill(part('notes'), screen.notes.join('\n'), () => screen.notes.map((note) => element('li', {}, note)));
}

function paintFigure(figure: Figure | null, words: Wording): void {
  part('figure').hidden = figure === null;
  setText(part('figure-label'), figure?.label ?? '');
  setText(part('figure-value'), figure?.value ?? '');
  setText(part('figure-unit'), figure?.unit ?? '');
  setText(part('figure-under'), figure?.under ?? '');
  const struck = figure?.struck ?? '';
  fill(part('figure-struck'), struck, () =>
    struck === '' ? [] : [element('span', { class: 'unseen' }, words.movedFrom), element('s', {}, struck)],
  );
}

/** The bar only ever moves forward, even if what is known of the line goes back for a moment. */
function paintBar(progress: number | null, words: Wording): void {
  const bar = part('progress');
  if (!(bar instanceof HTMLProgressElement)) return;
  bar.hidden = progress === null;
  bar.setAttribute('aria-label', words.progress);
  if (progress !== null) bar.value = Math.max(bar.value, Math.floor(progress * BAR_STEPS));
}

function paintAction(action: Action | null, stage: Stage): void {
  const key = JSON.stringify([action, stage.words.language, stage.entering]);
  fill(part('actions'), key, () => {
    if (action === null) return [];
    if (action.kind === 'verify') return verifyLink();
    if (action.kind === 'link') {
      return [element('a', { class: action.main ? 'button' : 'button button-quiet', href: action.href }, action.label)];
    }
    const button = element('button', { class: 'button', type: 'button', id: 'enter' }, action.label);
    button.setAttribute('aria-disabled', String(stage.entering));
    button.addEventListener('click', () => {
      if (!stage.entering) stage.onEnter();
    });
    return [button];
  });
}
