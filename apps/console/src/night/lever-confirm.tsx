import { type Lever, leverEffect, type NightWindow } from '@sunbeon/core';
import type { ReactNode } from 'react';
import { Confirm } from '../parts/confirm.tsx';
import { useLanguage } from '../text/words.ts';
import { effectText } from './effect-text.ts';
import { type Pulled, usePull } from './use-pull.ts';

export interface LeverFormProps {
  readonly window: NightWindow;
  /** The server's clock, ms. */
  readonly nowMs: number;
  /** What the lever is called. */
  readonly action: string;
  /** It is over: with what came of it, if it was pulled. */
  readonly onEnd: (pulled: Pulled | null) => void;
}

interface LeverConfirmProps extends LeverFormProps {
  /** What will be done; `null` while what was typed says nothing yet. */
  readonly lever: Lever | null;
  /** Why nothing can be done with what was typed. */
  readonly why?: string | null;
  /** Fields. */
  readonly children?: ReactNode;
}

/** A lever before it is pulled: what it will do, in words, by what is known at this moment. */
export function LeverConfirm({ window, nowMs, action, onEnd, lever, why = null, children }: LeverConfirmProps) {
  const language = useLanguage();
  const pull = usePull(window.id);
  const effect = lever === null ? null : leverEffect(lever, window, nowMs);
  const sentences = effect === null ? [] : effectText(effect, language);
  const nothing = effect?.kind === 'nothing' ? (sentences[0] ?? null) : null;
  return (
    <Confirm
      action={action}
      kind={lever?.kind === 'close' ? 'alarm' : 'main'}
      reason={effect?.kind === 'move' && effect.takesTwo}
      why={why ?? nothing}
      busy={pull.isPending}
      problem={pull.error}
      onCancel={() => onEnd(null)}
      onDo={(reason) => {
        if (lever !== null) pull.mutate({ lever, reason }, { onSuccess: onEnd });
      }}
    >
      {children}
      {nothing === null ? sentences.map((sentence) => <p key={sentence}>{sentence}</p>) : null}
    </Confirm>
  );
}
