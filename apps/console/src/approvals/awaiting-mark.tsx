import { useWords } from '../text/words.ts';
import { useWaiting } from './use-approvals.ts';
import { approvalWords } from './words.ts';

/** How many requests wait for the one who is logged in; nothing for none. Stands beside the name in the navigation. */
export function AwaitingMark() {
  const words = useWords(approvalWords);
  const { data } = useWaiting();
  const count = data?.awaiting ?? 0;
  if (count === 0) return null;
  return (
    <>
      <span className="mark" aria-hidden="true">
        {count}
      </span>
      <span className="unseen">{` (${words.waitingForYou(count)})`}</span>
    </>
  );
}
