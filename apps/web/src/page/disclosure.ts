import { element } from './element.ts';

/** A part of the page that is unfolded when wanted; `open` remembers which are, while the page is painted anew. */
export function disclosure(key: string, summary: string, open: Set<string>, content: HTMLElement): HTMLElement {
  const handle = element('summary', { 'data-key': `fold ${key}` }, summary);
  const made = element('details', {}, handle, content);
  made.open = open.has(key);
  // By what the visitor does: the event `toggle` also comes, late, for what was painted unfolded.
  handle.addEventListener('click', () => {
    if (made.open) open.delete(key);
    else open.add(key);
  });
  return made;
}
