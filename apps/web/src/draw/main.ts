import type { DrawDocument } from '@sunbeon/core';
import { ask, type Refusal } from '../gate/ask.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { language, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { ownEntry } from './own-entry.ts';
import { type Recomputed, recompute } from './recompute.ts';
import { type DrawWords, drawWords } from './words.ts';

const windowId = location.pathname.split('/')[2] ?? '';
const [form, entryField] = [part('check'), part('entry')];
let draw: DrawDocument | Refusal | null = null;
let result: Recomputed | 'computing' | null = null;

function show(): void {
  const words = say(drawWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  setText(part('intro'), words.intro);
  setText(part('news'), newsOf(words));
  setText(part('entry-label'), words.entry);
  setText(part('compute'), words.compute);
  const data = drawn();
  form.hidden = data?.seed == null || !isSecureContext;
  fill(part('facts'), JSON.stringify([language(), data?.seed, data?.entriesDigest]), () => factsOf(words));
  fill(part('result'), JSON.stringify([language(), result]), () => resultOf(words));
}

function drawn(): DrawDocument | null {
  return draw !== null && 'commitment' in draw ? draw : null;
}

function newsOf(words: DrawWords): string {
  if (draw === null) return words.loading;
  if (!('commitment' in draw)) return draw.status === 404 ? words.noDraw : words.unreachable;
  if (!isSecureContext) return words.insecure;
  if (draw.seed === null) return words.notDrawn;
  return draw.entries === null ? words.drawn : words.listed;
}

function factsOf(words: DrawWords): HTMLElement[] {
  const data = drawn();
  if (data === null) return [];
  const { commitment, seed, entriesDigest, drawn: count } = data;
  const facts: [string, string | null][] = [
    [words.commitment, commitment],
    [words.seed, seed],
    [words.entriesDigest, entriesDigest],
    [words.count, count?.toLocaleString('en-US') ?? null],
  ];
  return facts.flatMap(([name, value]) =>
    value === null ? [] : [element('div', {}, element('dt', {}, name), element('dd', { class: 'digest' }, value))],
  );
}

function resultOf(words: DrawWords): HTMLElement[] {
  if (result === null) return [];
  if (result === 'computing') return [element('li', {}, words.computing)];
  const { number, ...checks } = result;
  const lines = (['isCommitted', 'isBoundList', 'isOrdered'] as const).flatMap((name) => {
    const [right = '', wrong = ''] = words.checks[name];
    return checks[name] === null ? [] : [checks[name] ? `✓ ${right}` : `✕ ${wrong}`];
  });
  if (number !== null) lines.push(words.number(number.toLocaleString('en-US')));
  else if (checks.isOrdered !== null && typedEntry() !== '') lines.push(words.notListed);
  return lines.map((line) => element('li', {}, line));
}

function typedEntry(): string {
  return entryField instanceof HTMLInputElement ? entryField.value.trim() : '';
}

async function compute(): Promise<void> {
  const data = drawn();
  if (data === null || result === 'computing') return;
  result = 'computing';
  show();
  result = await recompute(data, typedEntry());
  show();
}

async function load(): Promise<void> {
  const answer = await ask<DrawDocument>(`/v1/windows/${encodeURIComponent(windowId)}/draw`);
  draw = answer.ok ? answer.body : answer.refusal;
  if (answer.ok && isSecureContext && entryField instanceof HTMLInputElement)
    entryField.value = await ownEntry(windowId);
  show();
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void compute();
});
setUpFrame(show);
showMoreLinks();
void load();
