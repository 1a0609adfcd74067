import { useEffect, useReducer } from 'react';
import { kept } from '../kept/kept.ts';
import { changeDraft, type Draft, type DraftChange, emptyDraft, isDraft } from './draft.ts';

/** The draft of a window, kept in the tab after every change. */
export function useDraft(windowId: string): [Draft, (change: DraftChange) => void] {
  const store = kept('tab', `draft.${windowId}`, isDraft);
  const [draft, change] = useReducer(changeDraft, null, () => store.read() ?? emptyDraft);
  useEffect(() => store.write(draft));
  return [draft, change];
}
