import { ProblemNote } from '../parts/problem-note.tsx';
import { countText, momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { exportWords } from './export-words.ts';
import type { useDownload } from './use-download.ts';

interface DownloadNoteProps {
  readonly downloading: ReturnType<typeof useDownload>;
  /** What is said when it broke off. */
  readonly brokenOff: string;
}

/** How far a download has come, and whether it is whole. */
export function DownloadNote({ downloading, brokenOff }: DownloadNoteProps) {
  const words = useWords(exportWords);
  const language = useLanguage();
  const { received, isUnderWay, isBroken, problem } = downloading;
  const { rows, allRows, end } = received;
  return (
    <>
      {isUnderWay ? (
        <>
          <output className="progress">{words.underWay(countText(rows), countText(allRows))}</output>
          <progress max={Math.max(1, allRows)} value={rows} aria-label={words.download} />
        </>
      ) : null}
      {!isUnderWay && end !== null ? (
        <output className="done">{words.done(countText(rows), momentText(end.asOf, language))}</output>
      ) : null}
      {isBroken ? <p role="alert">{brokenOff}</p> : null}
      <ProblemNote problem={problem} />
    </>
  );
}
