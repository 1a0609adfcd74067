import type { CoverageView } from '@sunbeon/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ProblemNote } from '../parts/problem-note.tsx';
import { countText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { birthDaysText } from './cohort-text.ts';
import { formWords } from './form-words.ts';
import { type Candidate, coverageQuery } from './use-windows.ts';

/** How long a plan stands still before it is asked about: between two keystrokes, and no longer. */
const SETTLED_MS = 300;
/** Overlaps told at a glance; the others are there to be unfolded. */
const TOLD_AT_ONCE = 6;

/** Who could book twice with a window as it is being planned, and whom no window would be for; before anything is saved. */
export function CoverageNote({ candidate }: { readonly candidate: Candidate | null }) {
  const words = useWords(formWords);
  const settled = useSettled(candidate);
  const { data, error } = useQuery(coverageQuery(settled));
  return (
    <aside className="coverage" aria-label={words.coverage}>
      <h2>{words.coverage}</h2>
      <ProblemNote problem={error} />
      <div aria-live="polite">
        {settled === null || data === undefined ? (
          <p className="soft">{words.coverageWaits}</p>
        ) : (
          <CoverageList coverage={data} ofWindow={settled.id} />
        )}
      </div>
    </aside>
  );
}

/** As it was when it last stood still for a moment. */
function useSettled(candidate: Candidate | null): Candidate | null {
  const [settled, setSettled] = useState(candidate);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(candidate), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [candidate]);
  return settled;
}

interface CoverageListProps {
  readonly coverage: CoverageView;
  /** Whose overlaps are told; `null`: everybody's. */
  readonly ofWindow: string | null;
}

/** Overlaps and gaps, one a line: those that let people in twice at the same time first. */
export function CoverageList({ coverage, ofWindow }: CoverageListProps) {
  const words = useWords(formWords);
  const language = useLanguage();
  const overlaps = coverage.overlaps
    .filter(({ windows }) => ofWindow === null || windows.includes(ofWindow))
    .toSorted((a, b) => a.when.localeCompare(b.when));
  const untold = ofWindow === null ? coverage.overlapsInAll - coverage.overlaps.length : 0;
  if (overlaps.length + coverage.gaps.length === 0) return <p className="fine">{words.coverageFine}</p>;
  const line = (overlap: (typeof overlaps)[number]) => {
    const other = overlap.windows.filter((id) => id !== ofWindow).join(', ');
    const text = overlap.when === 'at-once' ? words.atOnce : words.inTurn;
    return (
      <li key={overlap.windows.join()} className={overlap.when}>
        {text(other, birthDaysText(overlap, language))}
      </li>
    );
  };
  const folded = overlaps.slice(TOLD_AT_ONCE);
  return (
    <>
      <ul className="coverage-list">
        {overlaps.slice(0, TOLD_AT_ONCE).map(line)}
        {coverage.gaps.map((gap) => (
          <li key={`${gap.birthFrom} ${gap.lastDigits?.join() ?? ''}`} className="gap">
            {words.gap(birthDaysText(gap, language))}
          </li>
        ))}
      </ul>
      {folded.length > 0 ? (
        <details>
          <summary>{words.moreOverlaps(countText(folded.length + untold))}</summary>
          <ul className="coverage-list">{folded.map(line)}</ul>
        </details>
      ) : null}
    </>
  );
}
