import { isBirthDate, PREVIEW_READY, type PreviewScene, previewSceneSchema } from '@sunbeon/core';
import { fill, part, setText } from '../page/element.ts';
import { language, say } from '../text/language.ts';
import { paintSituation } from '../waiting/paint-situation.ts';
import { wordsIn } from '../waiting/words.ts';
import { countDown, windowEntry } from '../windows/window-entry.ts';
import { windowsWords } from '../windows/words.ts';
import { situationOf } from './situation-of.ts';

/* The citizens' pages at a moment that staff made up: drawn by their own code from what the console posts, never asking anybody. */

const words = wordsIn(language());

function show(scene: PreviewScene): void {
  part('main').hidden = scene.page !== 'waiting';
  part('list').hidden = scene.page !== 'list';
  if (scene.page === 'list') return showEntry(scene);
  // On the page itself the bar only moves forward; staff go back in time.
  const bar = part('progress');
  if (bar instanceof HTMLProgressElement) bar.value = 0;
  paintSituation(situationOf(scene), words, 'off', () => undefined);
}

function showEntry({ window, born }: PreviewScene): void {
  const nowMs = Date.parse(window.serverTime);
  const birthDate = born !== null && isBirthDate(born) ? born : null;
  setText(part('title'), say(windowsWords).title);
  setText(part('list-title'), say(windowsWords).list);
  const key = JSON.stringify([birthDate, { ...window, serverTime: '' }]);
  fill(part('windows'), key, () => [windowEntry(window, birthDate, () => nowMs)]);
  countDown(part('windows'), nowMs);
}

part('main').after(part('list'));
// Whatever is pressed here leads nowhere: it is a picture of a page.
document.addEventListener(
  'click',
  (event) => {
    event.preventDefault();
    event.stopPropagation();
  },
  { capture: true },
);
// Shut into its frame, this page is of no origin by itself; its address still says whose it is.
addEventListener('message', ({ origin, source, data }) => {
  if (origin !== location.origin || source !== parent) return;
  const scene = previewSceneSchema.safeParse(data);
  if (scene.success) show(scene.data);
});
parent.postMessage(PREVIEW_READY, location.origin);
