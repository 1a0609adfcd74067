import type { BookingDraftView } from '@sunbeon/core';
import { useEffect, useEffectEvent, useReducer, useState } from 'react';
import { ask, type Refusal, retryDelayMs } from '../gate/ask.ts';
import { kept } from '../kept/kept.ts';
import { atGateOf, changeDraft, type Draft, type DraftChange, emptyDraft, isDraft, isUntold } from './draft.ts';

/** Changes within so long are told together. */
const TELL_AFTER_MS = 300;
/** Nobody who starts waits longer for what another device may have chosen. */
const HEAR_LIMIT_MS = 1_500;

export interface SharedDraft {
  readonly draft: Draft;
  readonly change: (change: DraftChange) => void;
  /** `asking`: the gate may know of choices this tab does not; `continued`: it did, and they are shown now. */
  readonly start: 'asking' | 'own' | 'continued';
}

/** The draft of a window and person, kept in the tab after every change, and at the gate for their other devices. */
export function useDraft(windowId: string, consentId: string | null, pass: string): SharedDraft {
  const name = ['draft', windowId, ...(consentId === null ? [] : [consentId])].join('.');
  const store = kept('tab', name, isDraft);
  const [draft, change] = useReducer(changeDraft, null, () => store.read() ?? emptyDraft);
  const [start, setStart] = useState<SharedDraft['start']>(() => (isBlank(draft) ? 'asking' : 'own'));
  useEffect(() => store.write(draft));

  const hear = useEffectEvent((view: BookingDraftView | null) => {
    const news = view !== null && view.savedAt !== null;
    if (view !== null && !isUntold(draft)) change({ type: 'heard', view });
    // Late as the answer may come: whoever has done nothing yet goes on from there.
    if (news && isBlank(draft)) setStart('continued');
    else if (start === 'asking') setStart('own');
  });
  const path = `/v1/windows/${encodeURIComponent(windowId)}/draft`;
  useEffect(() => listening(path, pass, hear), [path, pass]);
  useTelling(path, pass, draft, (atGate) => change({ type: 'told', atGate }));
  return { draft, change, start };
}

function isBlank({ district, choices, request }: Draft): boolean {
  return district === null && choices.length === 0 && request === null;
}

/** Asks what the gate keeps, now and whenever the page is looked at again. `null` stands for no answer in time. */
function listening(path: string, pass: string, hear: (view: BookingDraftView | null) => void): () => void {
  let left = false;
  const listen = async (): Promise<void> => {
    const answer = await ask<BookingDraftView>(path, { bearer: pass });
    if (!left) hear(answer.ok ? answer.body : null);
  };
  const look = (): void => {
    if (document.visibilityState === 'visible') void listen();
  };
  const limit = setTimeout(() => hear(null), HEAR_LIMIT_MS);
  void listen();
  document.addEventListener('visibilitychange', look);
  return () => {
    left = true;
    clearTimeout(limit);
    document.removeEventListener('visibilitychange', look);
  };
}

/** Tells the gate of changes until it has taken them; nothing depends on it but the other devices. */
function useTelling(path: string, pass: string, draft: Draft, onTold: (atGate: string) => void): void {
  const atGate = atGateOf(draft);
  const untold = isUntold(draft);
  const told = useEffectEvent(onTold);
  useEffect(() => {
    if (!untold) return undefined;
    let left = false;
    let misses = 0;
    const tell = async (): Promise<void> => {
      const body: unknown = JSON.parse(atGate);
      const answer = await ask<void>(path, { method: 'PUT', bearer: pass, body });
      if (left) return;
      if (answer.ok) told(atGate);
      else if (!isFinal(answer.refusal)) {
        misses += 1;
        timer = setTimeout(tellNow, retryDelayMs(misses, answer.refusal.retryAfterMs, Math.random()));
      }
    };
    const tellNow = (): void => {
      clearTimeout(timer);
      void tell();
    };
    let timer = setTimeout(tellNow, TELL_AFTER_MS);
    // The connection is back: the other device may be in the other hand already.
    addEventListener('online', tellNow);
    return () => {
      left = true;
      clearTimeout(timer);
      removeEventListener('online', tellNow);
    };
  }, [path, pass, atGate, untold]);
}

/** Whoever may not tell it now may not tell it later either. */
function isFinal({ status }: Refusal): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
