import { MAX_SLOTS_PER_CLOSING, type NewBlock } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { useWords } from '../text/words.ts';
import { blocksWords } from './blocks-words.ts';
import { useClosing } from './slot-changes.ts';

interface BlockedNoteProps {
  readonly made: NewBlock;
  readonly siteId: string;
}

/** What a new block found in its time, and the way to close it. */
export function BlockedNote({ made, siteId }: BlockedNoteProps) {
  const words = useWords(blocksWords);
  const { slots, taken } = made;
  const [isClosing, setClosing] = useState(false);
  const closing = useClosing(siteId, slots);
  if (closing.data !== undefined) {
    const { slots: closed, displaced, offered } = closing.data;
    return <output className="done">{words.closedNow(closed, displaced, offered)}</output>;
  }
  return (
    <section className="done stack" aria-live="polite">
      <p>{words.added}</p>
      {slots.length === 0 ? null : (
        <>
          <p className="caution">{words.inside(slots.length, taken)}</p>
          {isClosing ? (
            <Confirm
              action={words.close(slots.length)}
              kind="alarm"
              reason
              busy={closing.isPending}
              problem={closing.error}
              onCancel={() => setClosing(false)}
              onDo={(reason) => closing.mutate(reason)}
            >
              <p>{words.closeEffect(taken)}</p>
            </Confirm>
          ) : (
            <Button
              kind="alarm"
              why={slots.length > MAX_SLOTS_PER_CLOSING ? words.tooMany(MAX_SLOTS_PER_CLOSING) : null}
              onPress={() => setClosing(true)}
            >
              {words.close(slots.length)}
            </Button>
          )}
        </>
      )}
    </section>
  );
}
