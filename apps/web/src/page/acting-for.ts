import { actingFor } from '../kept/acting-for.ts';
import { language, say } from '../text/language.ts';
import { pageWords } from '../text/page-words.ts';
import { element, fill } from './element.ts';

const banner = element('aside', { class: 'frame acting-for' });

/**
 * Says at the top of the page for whom the visitor acts, and where to change it; nothing while they act for themselves.
 * The frame of every page does it, and whoever changes it while the page stands calls it again.
 */
export function showActingFor(): void {
  const acting = actingFor();
  const words = say(pageWords);
  fill(banner, JSON.stringify([language(), acting]), () =>
    acting === null
      ? []
      : [element('strong', {}, words.actingFor(acting.name)), element('a', { href: '/family' }, words.actForAnother)],
  );
  document.querySelector('header')?.after(banner);
}
