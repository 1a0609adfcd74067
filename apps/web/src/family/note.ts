import { element } from '../page/element.ts';
import type { FamilyState, Place } from './state.ts';

/** What became of the last action, where it was done; it is given the keyboard, so that it is read out. */
export function noteAt(place: Place, { note }: FamilyState): readonly HTMLElement[] {
  if (note?.at !== place) return [];
  const look = note.isProblem ? 'note problem' : 'note done';
  return [element('p', { class: look, tabindex: '-1', 'data-key': `note ${place}` }, note.text)];
}
