import type { CallerLine } from '@sunbeon/core';
import { useLanguage, useWords } from '../text/words.ts';
import { lineSentences } from './sentences.ts';
import { deskWords } from './words.ts';

interface LinesPartProps {
  /** `null` while the line cannot be asked. */
  readonly lines: readonly CallerLine[] | null;
  readonly takenAt: string;
}

/** Where the caller stands in the line of each window, to be read out. */
export function LinesPart({ lines, takenAt }: LinesPartProps) {
  const words = useWords(deskWords);
  const language = useLanguage();
  return (
    <section aria-label={words.lines}>
      <h2>{words.lines}</h2>
      {lines === null ? <p className="unknown">{words.linesAway}</p> : null}
      {lines?.length === 0 ? <p className="soft">{words.noLines}</p> : null}
      <ul className="truths">
        {lines?.map((line) => (
          <li key={line.windowId}>
            <h3>{line.title}</h3>
            {lineSentences(line, language, Date.parse(takenAt)).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
