import type { BookedSlot } from '@sunbeon/core';
import { Alternatives } from '../booking/not-booked.tsx';
import type { Refusal } from '../gate/ask.ts';
import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import { moveWords } from './words.ts';

interface Props {
  readonly slot: BookedSlot;
  /** Its second dose, if there is one, goes along. */
  readonly hasSecond: boolean;
  readonly underWay: boolean;
  readonly refusal: Refusal | null;
  readonly onMove: (slot: BookedSlot) => void;
}

/** The one question before the move, and what became of the last attempt with what there is near. */
export function MoveConfirm({ slot, underWay, refusal, onMove }: Props) {
  const words = say(moveWords);
  const near = alternativesIn(refusal);
  return (
    <section className="move-confirm" aria-label={words.confirmLabel}>
      <p>
        <strong>{slotTimeText(slot, language())}</strong> · <span lang="ko">{slot.siteName}</span>
      </p>
      <output>
        {refusal !== null && (
          <p className="problem">
            {refusal.code === 'unreachable'
              ? words.notDone
              : (words.refusals[refusal.code] ?? `${refusal.title}. ${refusal.detail}`)}
          </p>
        )}
        {refusal !== null && <p>{words.stays}</p>}
      </output>
      {near.length > 0 && <Alternatives slots={near} action={words.takeThis} onTake={onMove} />}
      <button
        type="button"
        className="button"
        id="move-here"
        aria-disabled={underWay}
        onClick={() => !underWay && onMove(slot)}
      >
        {underWay ? words.underWay : words.moveHere}
      </button>
    </section>
  );
}

function alternativesIn(refusal: Refusal | null): readonly BookedSlot[] {
  const near = refusal?.facts['alternatives'];
  return Array.isArray(near) ? near.filter(isSlot) : [];
}

function isSlot(value: unknown): value is BookedSlot {
  return typeof value === 'object' && value !== null && 'id' in value && 'startsAt' in value && 'siteName' in value;
}
