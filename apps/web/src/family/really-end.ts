import type { ConsentView } from '@sunbeon/core';
import { confirmStep, press } from '../page/press.ts';
import type { Stage } from './state.ts';

/** What the two buttons of the step say, and what stands above them. */
interface ReallyWords {
  readonly question: string;
  readonly yes: string;
  readonly keep: string;
}

/** Asks once more before a consent ends, whichever side ends it. */
export function reallyEnd(
  { id }: ConsentView,
  { state: { busyAt }, actions }: Stage,
  { question, yes, keep }: ReallyWords,
): HTMLElement {
  const isBusy = busyAt === id;
  return confirmStep(
    `really ${id}`,
    question,
    press({ key: `end ${id}`, text: yes, look: 'button button-alarm', isBusy, onPress: () => actions.onEnd(id) }),
    press({
      key: `keep ${id}`,
      text: keep,
      look: 'button button-quiet',
      isBusy,
      onPress: () => actions.onConfirm(null, `stop ${id}`),
    }),
  );
}
