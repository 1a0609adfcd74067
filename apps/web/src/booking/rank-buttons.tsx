import { language, say } from '../text/language.ts';
import { slotTimeText } from '../text/slot-text.ts';
import type { Choice, DraftChange } from './draft.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly choices: readonly Choice[];
  readonly index: number;
  readonly onChange: (change: DraftChange) => void;
}

/** Moves one choice up or down in the order of preference, or takes it away. */
export function RankButtons({ choices, index, onChange }: Props) {
  const words = say(bookingWords);
  const slot = choices[index];
  if (!slot) return null;
  const when = slotTimeText(slot, language());
  const { id: slotId } = slot;
  return (
    <div className="rank-buttons">
      {choices.length > 1 && (
        <>
          <button
            type="button"
            className="plain"
            aria-label={`${when}: ${words.prefer}`}
            aria-disabled={index === 0}
            onClick={() => onChange({ type: 'prefer', slotId, by: 'up' })}
          >
            ↑ {words.prefer}
          </button>
          <button
            type="button"
            className="plain"
            aria-label={`${when}: ${words.defer}`}
            aria-disabled={index === choices.length - 1}
            onClick={() => onChange({ type: 'prefer', slotId, by: 'down' })}
          >
            ↓ {words.defer}
          </button>
        </>
      )}
      <button
        type="button"
        className="plain"
        aria-label={`${when}: ${words.remove}`}
        onClick={() => onChange({ type: 'toggle', slot })}
      >
        {words.remove}
      </button>
    </div>
  );
}
