import { element } from './element.ts';

/** A part of the page that is unfolded when wanted; `open` remembers which are, while the page is painted anew. */
export function disclosure(key: string, summary: string, open: Set<string>, content: HTMLElement): HTMLElement {
  const made = element('details', {}, element('summary', { 'data-key': `fold ${key}` }, summary), content);
  made.open = open.has(key);
  made.addEventListener('toggle', () => {
    if (made.open) open.add(key);
    else open.delete(key);
  });
  return made;
}
