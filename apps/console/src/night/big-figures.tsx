import type { NightWindow } from '@sunbeon/core';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { nightWords } from './words.ts';

interface BigFigureProps {
  readonly name: string;
  readonly value: number | null;
  readonly beside?: string | null;
}

/** The four numbers that say how the night goes. */
export function BigFigures({ window }: { readonly window: NightWindow }) {
  const words = useWords(nightWords);
  const isBefore = window.state === 'scheduled' || window.state === 'lobby';
  const { doses, inLobby } = window;
  return (
    <dl className="big-figures">
      {isBefore && inLobby !== null && inLobby > 0 ? (
        <BigFigure name={words.inLobby} value={inLobby} />
      ) : (
        <BigFigure name={words.waiting} value={window.waiting} />
      )}
      <BigFigure name={words.called} value={window.calledPerMinute} />
      <BigFigure name={words.booked} value={window.bookedPerMinute} />
      <BigFigure
        name={words.doses}
        value={window.remaining}
        beside={doses === null ? null : words.ofDoses(countText(doses))}
      />
    </dl>
  );
}

function BigFigure({ name, value, beside = null }: BigFigureProps) {
  const words = useWords(nightWords);
  return (
    <div className="big-figure">
      <dt>{name}</dt>
      <dd>
        <span className="big">{value === null ? '–' : countText(Math.round(value))}</span>
        {value === null ? <span className="unseen">{words.unknown}</span> : null}
        {beside === null ? null : <span className="soft">{beside}</span>}
      </dd>
    </div>
  );
}
