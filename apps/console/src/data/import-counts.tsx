import { Facts } from '../parts/facts.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import type { FileStanding } from './import-wish.ts';
import { dataWords } from './words.ts';

interface ImportCountsProps {
  readonly at: FileStanding;
  readonly isPreview: boolean;
}

/** What a file came to, or would: how many of each. */
export function ImportCounts({ at, isPreview }: ImportCountsProps) {
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
    </>
  );
}
