import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { Button } from './button.tsx';
import type { Pages } from './use-pages.ts';
import { partWords } from './words.ts';

/** How many rows are shown, and the way to more of them. */
export function TableFoot({ pages }: { readonly pages: Pages<unknown> }) {
  const words = useWords(partWords);
  const { rows, hasMore, isFull, isFetching, loadMore } = pages;
  if (rows.length === 0) return null;
  return (
    <div className="table-foot">
      <output>{words.shown(countText(rows.length), !hasMore)}</output>
      {hasMore ? (
        <Button kind="quiet" busy={isFetching} why={isFull ? words.tooMany : null} onPress={loadMore}>
          {words.more}
        </Button>
      ) : null}
    </div>
  );
}
