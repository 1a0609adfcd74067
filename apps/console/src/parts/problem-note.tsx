import { z } from 'zod';
import { ConsoleProblem, problemText } from '../api/console-problem.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { partWords } from './words.ts';

interface ProblemNoteProps {
  /** Nothing is shown for `null`. */
  readonly problem: Error | null;
}

/** What went wrong, in the language of the page, announced when it appears. Every problem is shown by this part. */
export function ProblemNote({ problem }: ProblemNoteProps) {
  const language = useLanguage();
  const words = useWords(partWords);
  if (problem === null) return null;
  const { title, detail } = problemText(problem, language);
  const wrong = wrongValues(problem);
  const seconds = problem instanceof ConsoleProblem ? problem.retryAfterSeconds : null;
  return (
    <div role="alert" className="problem">
      <p className="problem-title">{title}</p>
      <p>{detail}</p>
      {seconds === null ? null : <p>{words.retryAfter(seconds)}</p>}
      {wrong.length === 0 ? null : (
        <ul aria-label={words.wrongValues}>
          {wrong.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Which values the server did not take, as `invalid-request` names them. */
function wrongValues(problem: Error): string[] {
  const errors = problem instanceof ConsoleProblem ? problem.facts['errors'] : undefined;
  const read = z.array(z.object({ field: z.string(), message: z.string() })).safeParse(errors);
  return read.success ? read.data.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)) : [];
}
