import type { ErasureAnswer, MyData } from '@sunbeon/core';
import { type Answer, ask, type Refusal } from '../gate/ask.ts';
import { type Identity, whoAmI } from '../gate/identity.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { personPanel } from '../page/person-panel.ts';
import { press } from '../page/press.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { type ErasureActions, type ErasureState, erasureSection } from './erasure-section.ts';
import { keptSections, momentText } from './kept-sections.ts';
import { dataWords } from './words.ts';

const FILE_NAME = 'sunbeon-my-data.json';

const open = new Set<string>();
let identity: Identity = 'asking';
let data: MyData | null = null;
let refusal: Refusal | null = null;
let asked: Pick<ErasureState, 'confirming' | 'isBusy' | 'note'> = { confirming: false, isBusy: false, note: null };

const actions: ErasureActions = {
  onAsk: () => void askErasure(),
  onTakeBack: () => void takeBack(),
  onConfirm: (confirming) => {
    asked = { confirming, isBusy: false, note: null };
    show(confirming ? 'really' : 'ask');
  },
};

function show(focus: string | null = null): void {
  const words = say(dataWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  setText(part('intro'), words.intro);
  setText(part('news'), newsOf());
  fill(part('person'), JSON.stringify([language(), identity]), () =>
    identity === 'nobody' ? personPanel(identity, words.notYet) : [],
  );
  keepingFocus(part('data'), focus, (area) =>
    fill(area, JSON.stringify([language(), data, refusal, asked]), () => {
      if (data !== null)
        return [
          ...keptSections(data, open),
          wayToKeep(data),
          erasureSection({ ...asked, erasure: data.erasure }, actions),
        ];
      return refusal === null || identity === 'nobody'
        ? []
        : [press({ key: 'again', text: words.again, onPress: () => void load() })];
    }),
  );
}

function newsOf(): string {
  const words = say(dataWords);
  if (identity === 'nobody') return '';
  if (data !== null) return words.takenAt(momentText(data.takenAt));
  if (refusal === null) return words.loading;
  return wordsOf(refusal, words.unreachable);
}

function wordsOf({ code, title, detail }: Refusal, unreachable: string): string {
  return code === 'unreachable' ? unreachable : `${title}. ${detail}`;
}

/** The same as a file, for whoever wants to keep it or show it to somebody. */
function wayToKeep(kept: MyData): HTMLElement {
  const look = 'button button-quiet';
  const onPress = (): void => {
    const href = URL.createObjectURL(new Blob([JSON.stringify(kept, null, 2)], { type: 'application/json' }));
    element('a', { href, download: FILE_NAME }).click();
    URL.revokeObjectURL(href);
  };
  return element('div', { class: 'actions' }, press({ key: 'download', text: say(dataWords).download, look, onPress }));
}

async function askErasure(): Promise<void> {
  const answer = await wishing(() => ask<ErasureAnswer>('/v1/me/erasure', { method: 'POST', body: {} }));
  const { done } = say(dataWords);
  if (answer.ok) await said(answer.body.waiting.length === 0 ? done.erased : done.waits);
}

async function takeBack(): Promise<void> {
  const answer = await wishing(() => ask<void>('/v1/me/erasure', { method: 'DELETE' }));
  if (answer.ok) await said(say(dataWords).done.takenBack);
}

async function wishing<Body>(send: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  asked = { ...asked, isBusy: true, note: null };
  show();
  const answer = await send();
  if (answer.ok) return answer;
  const text = wordsOf(answer.refusal, say(dataWords).notDone);
  asked = { confirming: false, isBusy: false, note: { text, isProblem: true } };
  show('note');
  return answer;
}

async function said(text: string): Promise<void> {
  asked = { confirming: false, isBusy: false, note: { text, isProblem: false } };
  await load('note');
}

/** Loaded once and when something was changed: it is counted how often one looks. */
async function load(focus: string | null = null): Promise<void> {
  const answer = await ask<MyData>('/v1/me/data');
  refusal = answer.ok ? null : answer.refusal;
  if (answer.ok) data = answer.body;
  else if (answer.refusal.status === 401) identity = 'nobody';
  show(focus);
}

async function recognise(): Promise<void> {
  identity = await whoAmI();
  show();
  if (identity !== 'nobody' && data === null) await load();
}

setUpFrame(() => show());
showMoreLinks();
onLanguage(() => show());
void recognise();
