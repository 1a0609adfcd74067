import { useQuery } from '@tanstack/react-query';
import { TablePlace } from '../parts/table-place.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import type { FileStanding, ImportPlace } from './import-wish.ts';
import { rejectsBehind } from './imports.ts';
import { rejectWords } from './reject-words.ts';
import { RejectsButton } from './rejects-button.tsx';
import { dataWords } from './words.ts';

/** So many refused lines are shown on the page; the file has all of them. */
const MOST_SHOWN = 10;

/** The first lines of a file that were refused, and why; nothing when none was. */
export function FirstRejects({ place, at }: { readonly place: ImportPlace; readonly at: FileStanding }) {
  const words = useWords(dataWords);
  const reasons = useWords(rejectWords);
  const { data = [] } = useQuery({
    queryKey: ['import rejects', at.id],
    queryFn: () => rejectsBehind(place, at.id, 0),
    enabled: at.rejected > 0,
  });
  const shown = data.slice(0, MOST_SHOWN);
  if (at.rejected === 0) return null;
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
      <RejectsButton place={place} id={at.id} />
    </>
  );
}
