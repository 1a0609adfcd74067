import { useQuery } from '@tanstack/react-query';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { countText, momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { type ImportRow, importsQuery } from './imports.ts';
import { RejectsButton } from './rejects-button.tsx';
import { percentOf } from './stage-note.tsx';
import { dataWords } from './words.ts';

const COUNTS = ['added', 'changed', 'unchanged', 'rejected'] as const;

/** Every file that was imported or read ahead, and how far each has come; rolls, too. */
export function ImportList() {
  const words = useWords(dataWords);
  const { data, error } = useQuery(importsQuery);
  return (
    <>
      <h2>{words.imports}</h2>
      <ProblemNote problem={error} />
      {data === undefined && error === null ? <Progress /> : null}
      {data?.length === 0 ? <p className="nothing">{words.noImports}</p> : null}
      {data === undefined || data.length === 0 ? null : (
        <div className="imports">
          <TablePlace caption={words.imports}>
            <thead>
              <tr>
                {[words.startedAt, words.what, words.where, words.state, words.by].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
                {COUNTS.map((name) => (
                  <th key={name} scope="col" className="end">
                    {words.counts[name]}
                  </th>
                ))}
                <th scope="col">{words.rejects}</th>
              </tr>
            </thead>
            <tbody>
              {data.map((row) => (
                <ListedImport key={`${row.kind} ${row.id}`} row={row} />
              ))}
            </tbody>
          </TablePlace>
        </div>
      )}
    </>
  );
}

function ListedImport({ row }: { readonly row: ImportRow }) {
  const words = useWords(dataWords);
  const language = useLanguage();
  const { kind, id, target, preview, state, startedBy, startedAt } = row;
  const what = preview ? `${words.kinds[kind]} · ${words.isPreview}` : words.kinds[kind];
  return (
    <tr>
      <td>{momentText(startedAt, language)}</td>
      <td>{what}</td>
      <td>{target ?? '–'}</td>
      <td>
        {state === 'running' ? `${words.states.running} ${words.runningAt(percentOf(row))}` : words.states[state]}
      </td>
      <td>{startedBy}</td>
      {COUNTS.map((name) => (
        <td key={name} className="end">
          {countText(row[name])}
        </td>
      ))}
      <td>
        {row.rejected === 0 ? (
          '–'
        ) : (
          <RejectsButton place={row} id={id} label={words.rejectsOf(`${what} ${target ?? ''}`)} />
        )}
      </td>
    </tr>
  );
}
