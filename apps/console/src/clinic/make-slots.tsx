import type { LaidOut } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { slotsWords } from './slots-words.ts';

interface MakeSlotsProps {
  /** What a dry run says. */
  readonly laid: LaidOut;
  readonly busy: boolean;
  readonly onMake: (unknownHolidays: boolean) => void;
}

/** Makes what was foreseen; where the holidays of a year are not known, once that is accepted. */
export function MakeSlots({ laid, busy, onMake }: MakeSlotsProps) {
  const words = useWords(slotsWords);
  const [isAccepted, setAccepted] = useState(false);
  const isUnknown = laid.unknownYears.length > 0;
  const why = laid.slots === 0 ? words.nothing : isUnknown && !isAccepted ? words.notAccepted : null;
  return (
    <div className="form">
      {isUnknown ? (
        <label className="choice">
          <input type="checkbox" checked={isAccepted} onChange={({ target }) => setAccepted(target.checked)} />
          {words.accept}
        </label>
      ) : null}
      <Button why={why} busy={busy} onPress={() => onMake(isAccepted)}>
        {words.make(countText(laid.slots))}
      </Button>
    </div>
  );
}
