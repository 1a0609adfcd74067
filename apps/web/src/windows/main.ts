import type { WindowView } from '@sunbeon/core';
import { retryDelayMs } from '../gate/ask.ts';
import { type Identity, whoAmI } from '../gate/identity.ts';
import { listWindows } from '../gate/windows.ts';
import { fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { personPanel } from '../page/person-panel.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { inOrder, windowEntry } from './window-entry.ts';
import { windowsWords } from './words.ts';

/** How often the list is asked for anew while somebody looks at it. */
const REFRESH_MS = 15_000;

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
  // The server's time differs in every answer and is no reason to build the list anew.
  const entries = (windows ?? []).map((window) => ({ ...window, serverTime: '' }));
  fill(part('windows'), JSON.stringify([language(), identity, entries]), () => {
    const person = typeof identity === 'string' ? null : identity;
    return inOrder(windows ?? [], person).map((window) => windowEntry(window, person));
  });
}

function newsOf(): string {
  if (misses > 0) return say(personWords).unreachable;
  if (windows === null) return say(windowsWords).loading;
  return windows.length === 0 ? say(windowsWords).none : '';
}

async function followWindows(): Promise<void> {
  const answer = await listWindows();
  misses = answer.ok ? 0 : misses + 1;
  if (answer.ok) windows = answer.body;
  show();
  const delayMs = answer.ok ? REFRESH_MS : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random());
  setTimeout(() => void followWindows(), delayMs);
}

async function recognise(): Promise<void> {
  identity = await whoAmI();
  show();
}

setUpFrame(show);
onLanguage(() => void recognise());
void followWindows();
void recognise();
