import type { WeekSlot } from '@sunbeon/core';
import { Confirm } from '../parts/confirm.tsx';
import { useWords } from '../text/words.ts';
import { useClosing } from './slot-changes.ts';
import { slotWords } from './slot-words.ts';

interface CloseSlotProps {
  readonly slot: WeekSlot;
  readonly siteId: string;
  readonly onEnd: () => void;
}

/** Closes one time, and says what came of it. */
export function CloseSlot({ slot, siteId, onEnd }: CloseSlotProps) {
  const words = useWords(slotWords);
  const closing = useClosing(siteId, [slot.id]);
  if (closing.isSuccess) {
    return <output className="done">{words.closedNow(closing.data.displaced, closing.data.offered)}</output>;
  }
  return (
    <Confirm
      action={words.closeSlot}
      kind="alarm"
      reason
      busy={closing.isPending}
      problem={closing.error}
      onCancel={onEnd}
      onDo={(reason) => closing.mutate(reason)}
    >
      <p>{words.closeEffect(slot.taken)}</p>
    </Confirm>
  );
}
