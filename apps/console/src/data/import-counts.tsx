import { useQuery } from '@tanstack/react-query';
import { Facts } from '../parts/facts.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import type { FileKind, FileStanding } from './import-wish.ts';
import { rejectsBehind } from './imports.ts';
import { rejectWords } from './reject-words.ts';
import { RejectsButton } from './rejects-button.tsx';
import { dataWords } from './words.ts';

/** So many refused lines are shown on the page; the file has all of them. */
const MOST_SHOWN = 20;

interface ImportCountsProps {
  readonly kind: FileKind;
  readonly at: FileStanding;
  readonly isPreview: boolean;
}

/** What a file came to, or would: how many of each, and the first lines that were refused. */
export function ImportCounts({ kind, at, isPreview }: ImportCountsProps) {
  const words = useWords(dataWords);
  const { added, changed, rejected } = at;
  const counts = (['lines', 'added', 'changed', 'unchanged', 'rejected'] as const).map(
    (name) => [words.counts[name], countText(at[name])] as const,
  );
  return (
    <>
      {isPreview ? <h3>{words.previewed}</h3> : null}
      {isPreview ? (
        <p>{added + changed === 0 ? words.nothingToDo : words.effect(countText(added), countText(changed))}</p>
      ) : null}
      {isPreview && rejected > 0 ? <p>{words.effectRefused(countText(rejected))}</p> : null}
      <Facts facts={counts} />
      {rejected === 0 ? null : <FirstRejects kind={kind} at={at} />}
    </>
  );
}

function FirstRejects({ kind, at }: { readonly kind: FileKind; readonly at: FileStanding }) {
  const words = useWords(dataWords);
  const reasons = useWords(rejectWords);
  const { data = [] } = useQuery({
    queryKey: ['import rejects', at.id],
    queryFn: () => rejectsBehind(kind, at.id, 0),
  });
  const shown = data.slice(0, MOST_SHOWN);
  return (
    <>
      <h3>{words.rejects}</h3>
      <p className="soft">{words.firstRejects(countText(shown.length), countText(at.rejected))}</p>
      <TablePlace caption={words.rejects}>
        <thead>
          <tr>
            <th scope="col" className="end">
              {words.line}
            </th>
            <th scope="col">{words.reason}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, reason, firstLine }) => (
            <tr key={line}>
              <td className="end">{countText(line)}</td>
              <td>
                {reasons[reason]}
                {firstLine === undefined ? null : ` (${words.line} ${countText(firstLine)})`}
              </td>
            </tr>
          ))}
        </tbody>
      </TablePlace>
      <RejectsButton kind={kind} id={at.id} />
    </>
  );
}
