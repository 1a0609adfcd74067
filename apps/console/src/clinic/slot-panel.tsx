import type { WeekSlot } from '@sunbeon/core';
import { useState } from 'react';
import { Button } from '../parts/button.tsx';
import { Facts } from '../parts/facts.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { CapacityForm } from './capacity-form.tsx';
import { CloseSlot } from './close-slot.tsx';
import { slotWords } from './slot-words.ts';
import { clinicWords } from './words.ts';

interface SlotPanelProps {
  readonly slot: WeekSlot;
  readonly siteId: string;
  readonly onEnd: () => void;
}

/** What can be done with one time: its capacity changed, the time closed. */
export function SlotPanel({ slot, siteId, onEnd }: SlotPanelProps) {
  const words = useWords(clinicWords);
  const { closeSlot, isClosed, hide } = useWords(slotWords);
  const language = useLanguage();
  const [isClosing, setClosing] = useState(false);
  const title = momentText(slot.startsAt, language);
  return (
    <section className="slot-panel" aria-label={title}>
      <h2>{title}</h2>
      <Facts
        facts={[
          [words.product, slot.product],
          [words.window, slot.windowId],
          [words.takenOf, words.taken(slot.taken, slot.capacity)],
          [words.state, slot.closed ? words.closed : null],
        ]}
      />
      {isClosing ? (
        <CloseSlot slot={slot} siteId={siteId} onEnd={() => setClosing(false)} />
      ) : (
        <>
          {slot.closed ? null : <CapacityForm slot={slot} siteId={siteId} />}
          <div className="buttons">
            <Button kind="alarm" why={slot.closed ? isClosed : null} onPress={() => setClosing(true)}>
              {closeSlot}
            </Button>
            <Button kind="quiet" onPress={onEnd}>
              {hide}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
