import type { RotationView } from '@sunbeon/core';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { cohortText } from './cohort-text.ts';
import { CoverageList } from './coverage-note.tsx';
import { formWords } from './form-words.ts';
import { windowWords } from './words.ts';

/** The copies one below the other, and how their campaign would be covered with them. */
export function RotationTable({ rotation: { windows, coverage } }: { readonly rotation: RotationView }) {
  const words = useWords(formWords);
  const plain = useWords(windowWords);
  const language = useLanguage();
  return (
    <section className="copies">
      <h2>{words.copies}</h2>
      <div className="table-place">
        <table>
          <caption className="unseen">{words.copies}</caption>
          <thead>
            <tr>
              <th scope="col">{plain.opens}</th>
              <th scope="col">{plain.closes}</th>
              <th scope="col">{plain.cohort}</th>
              <th scope="col">{plain.id}</th>
            </tr>
          </thead>
          <tbody>
            {windows.map(({ id, cohort, opensAt, closesAt, taken }) => (
              <tr key={id}>
                <td>{momentText(opensAt, language)}</td>
                <td>{momentText(closesAt, language)}</td>
                <td>{cohortText(cohort, language)}</td>
                <td>
                  {id}
                  {taken ? <strong className="taken">{words.taken}</strong> : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <h2>{words.coverage}</h2>
      <CoverageList coverage={coverage} ofWindow={null} />
    </section>
  );
}
