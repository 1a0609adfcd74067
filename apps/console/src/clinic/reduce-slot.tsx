import type { ReducedSlot, WeekSlot } from '@sunbeon/core';
import { ConsoleProblem } from '../api/console-problem.ts';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { useForeseen, useReduce, type WantedCapacity } from './slot-changes.ts';
import { slotWords } from './slot-words.ts';

interface ReduceSlotProps {
  readonly slot: WeekSlot;
  readonly siteId: string;
  readonly wanted: WantedCapacity;
  readonly onEnd: () => void;
}

/** Fewer seats than are taken: who would have to go and where to, and then the doing of it. */
export function ReduceSlot({ slot, siteId, wanted, onEnd }: ReduceSlotProps) {
  const words = useWords(slotWords);
  const foreseen = useForeseen(slot.id, wanted);
  const reduce = useReduce(siteId, slot.id);
  if (reduce.isSuccess) {
    return (
      <>
        <output className="done">{words.reduced(reduce.data.affected.length)}</output>
        <Affected affected={reduce.data.affected} />
      </>
    );
  }
  if (foreseen.data === undefined) {
    const isTooMany = foreseen.error instanceof ConsoleProblem && foreseen.error.code === 'capacity-below-booked';
    return (
      <>
        <p>{words.tooFew(slot.taken, wanted.capacity)}</p>
        {foreseen.isLoading ? <Progress text={words.looking} /> : null}
        {isTooMany ? <p role="alert">{words.reduceTooMany}</p> : <ProblemNote problem={foreseen.error} />}
        <Button kind="quiet" onPress={onEnd}>
          {words.hide}
        </Button>
      </>
    );
  }
  const { affected } = foreseen.data;
  const offered = affected.filter(({ offer }) => offer !== null).length;
  return (
    <Confirm
      action={words.reduce(affected.length)}
      kind="alarm"
      busy={reduce.isPending}
      problem={reduce.error}
      onCancel={onEnd}
      onDo={() => reduce.mutate(wanted)}
    >
      <p>{words.tooFew(slot.taken, wanted.capacity)}</p>
      <p>{words.reduceEffect(affected.length, offered)}</p>
      <Affected affected={affected} />
    </Confirm>
  );
}

/** Booking numbers, and what each is offered. */
function Affected({ affected }: { readonly affected: ReducedSlot['affected'] }) {
  const words = useWords(slotWords);
  const language = useLanguage();
  return (
    <ul className="affected">
      {affected.map(({ number, offer }) => (
        <li key={number}>
          <code>{number}</code>
          <span>{offer === null ? words.noOffer : `→ ${momentText(offer.startsAt, language)}, ${offer.siteName}`}</span>
        </li>
      ))}
    </ul>
  );
}
