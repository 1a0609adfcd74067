import type { IdentityProviderView } from '@sunbeon/core';
import { retryDelayMs } from '../gate/ask.ts';
import { type Identity, whoAmI } from '../gate/identity.ts';
import { endVerification, identityProviders } from '../gate/verification.ts';
import { element, fill, part, setText } from '../page/element.ts';
import { setUpFrame } from '../page/frame.ts';
import { keepingFocus } from '../page/keeping-focus.ts';
import { showMoreLinks } from '../page/more-links.ts';
import { personWords } from '../page/person-words.ts';
import { language, onLanguage, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { providerEntry } from './provider-entry.ts';
import { inOrder } from './provider-order.ts';
import { returnToOf } from './return-to.ts';
import { verifiedPanel } from './verified-panel.ts';
import { verifyWords } from './words.ts';

/** How often the lights are looked at anew while somebody chooses. */
const REFRESH_MS = 5_000;

const returnTo = returnToOf(location.search);
let identity: Identity = 'asking';
let providers: readonly IdentityProviderView[] | null = null;
let misses = 0;
let [confirming, underWay] = [false, false];
let ended: 'here' | 'everywhere' | null = null;
let notEnded = false;
let nextLook: ReturnType<typeof setTimeout> | undefined;

function show(focus: string | null = null): void {
  const words = say(verifyWords);
  document.title = `${words.title} · ${say(pageWords).name}`;
  setText(part('title'), words.title);
  setText(part('intro'), typeof identity === 'string' ? words.intro : '');
  setText(part('problem'), notEnded ? words.notEnded : '');
  const person = typeof identity === 'string' ? null : identity;
  keepingFocus(part('verified'), focus, (panel) =>
    fill(panel, JSON.stringify([language(), person, confirming, underWay, ended]), () => {
      if (person !== null) {
        return verifiedPanel(person, { returnTo, confirming, underWay }, { onEnd: startEnding, onConfirm: confirm });
      }
      return ended === null
        ? []
        : [element('p', { class: 'note', tabindex: '-1', 'data-key': 'ended' }, words.ended[ended])];
    }),
  );
  part('choice').hidden = person !== null || identity === 'asking';
  showChoice();
}

function showChoice(): void {
  const words = say(verifyWords);
  setText(part('choice-title'), words.choose);
  setText(part('news'), newsOf());
  keepingFocus(part('providers'), null, (list) =>
    fill(list, JSON.stringify([language(), providers]), () =>
      (providers ?? []).map((provider) => providerEntry(provider, providers ?? [], returnTo)),
    ),
  );
  setText(part('next-title'), words.next);
  fill(part('next'), language(), () => words.steps.map((step) => element('li', {}, step)));
  setText(part('kept'), words.kept);
}

function newsOf(): string {
  if (misses > 0) return say(personWords).unreachable;
  if (providers === null) return say(verifyWords).loading;
  return providers.length === 0 ? say(verifyWords).none : '';
}

function confirm(asked: boolean): void {
  confirming = asked;
  show(asked ? 'really' : 'ask-everywhere');
}

function startEnding(where: 'here' | 'everywhere'): void {
  void end(where);
}

async function end(where: 'here' | 'everywhere'): Promise<void> {
  underWay = true;
  show();
  const answer = await endVerification(where);
  [underWay, notEnded] = [false, !answer.ok];
  if (answer.ok) {
    [confirming, identity, ended] = [false, 'nobody', where];
    void look();
  }
  show(answer.ok ? 'ended' : null);
}

/** Looks at the lights again and again, as long as they matter. */
async function look(): Promise<void> {
  clearTimeout(nextLook);
  if (typeof identity !== 'string') return;
  const answer = await identityProviders();
  clearTimeout(nextLook);
  misses = answer.ok ? 0 : misses + 1;
  if (answer.ok) providers = inOrder(answer.body, providers?.map(({ id }) => id) ?? []);
  show();
  const pauseMs = answer.ok ? REFRESH_MS : retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random());
  nextLook = setTimeout(() => void look(), pauseMs);
}

async function recognise(): Promise<void> {
  identity = await whoAmI();
  show();
  await look();
}

setUpFrame(() => show());
showMoreLinks();
// Names of providers come in one language.
onLanguage(() => void look());
void recognise();
