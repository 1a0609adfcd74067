import type { SiteBlock } from '@sunbeon/core';
import { Button } from '../parts/button.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { blocksWords } from './blocks-words.ts';

interface BlockListProps {
  readonly blocks: readonly SiteBlock[];
  readonly busy: boolean;
  readonly onRemove: (block: SiteBlock) => void;
}

/** The blocks ahead; taking one down harms nobody, so it is done at once. */
export function BlockList({ blocks, busy, onRemove }: BlockListProps) {
  const words = useWords(blocksWords);
  const language = useLanguage();
  if (blocks.length === 0) return <p className="nothing">{words.none}</p>;
  return (
    <TablePlace caption={words.title}>
      <thead>
        <tr>
          {[words.from, words.until, words.reason, words.by].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="unseen">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {blocks.map((block) => {
          const from = momentText(block.from, language);
          return (
            <tr key={block.id}>
              <td>{from}</td>
              <td>{momentText(block.until, language)}</td>
              <td>{block.reason}</td>
              <td>{block.createdBy}</td>
              <td>
                <Button kind="quiet" label={words.removeOf(from)} busy={busy} onPress={() => onRemove(block)}>
                  {words.remove}
                </Button>
              </td>
            </tr>
          );
        })}
      </tbody>
    </TablePlace>
  );
}
