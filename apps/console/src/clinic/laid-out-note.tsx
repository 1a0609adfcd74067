import type { CivilDate, LaidOut } from '@sunbeon/core';
import { Facts } from '../parts/facts.tsx';
import { countText, dayText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { noonOf } from './days.ts';
import { slotsWords } from './slots-words.ts';

/** What laying out made or would make, and what it left out and why. */
export function LaidOutNote({ laid }: { readonly laid: LaidOut }) {
  const words = useWords(slotsWords);
  const language = useLanguage();
  const day = (date: CivilDate) => dayText(noonOf(date), language);
  const { slots, capacity, existing, firstDay, lastDay, skipped, unknownYears, dryRun } = laid;
  const sentence = dryRun ? words.would : words.made;
  return (
    <section className="done" aria-live="polite">
      <p>
        <strong>{sentence(countText(slots), countText(capacity))}</strong>
      </p>
      <Facts
        facts={[
          [words.between, firstDay === null || lastDay === null ? null : `${day(firstDay)} – ${day(lastDay)}`],
          [words.existing, words.times(existing)],
          [words.past, words.times(skipped.past)],
          [words.blocked, words.times(skipped.blocked)],
          [
            words.holidays,
            skipped.holidays.length === 0 ? (
              words.none
            ) : (
              <ul>
                {skipped.holidays.map((holiday) => (
                  <li key={holiday.day}>
                    {`${day(holiday.day)} `}
                    <span lang="ko">{holiday.names.join(', ')}</span>
                    {` – ${words.times(holiday.times)}`}
                  </li>
                ))}
              </ul>
            ),
          ],
        ]}
      />
      {unknownYears.length === 0 ? null : <p className="caution">{words.unknown(unknownYears.join(', '))}</p>}
    </section>
  );
}
