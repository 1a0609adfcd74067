import '../look/desk.css';
import { PageTitle } from '../parts/page-title.tsx';
import { useWords } from '../text/words.ts';
import { useCalls } from './call.ts';
import { CallPanel } from './call-panel.tsx';
import { FindForm } from './find-form.tsx';
import { deskWords } from './words.ts';

/** One screen for a call: who it is, what is true, what can be done. Nothing of it is left once the call has ended. */
export function DeskPage() {
  const words = useWords(deskWords);
  const { call, hasEnded, begin, renew, end } = useCalls();
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      {call === null ? (
        <FindForm onFound={begin} hasEnded={hasEnded} />
      ) : (
        <CallPanel call={call} renew={renew} onEnd={end} />
      )}
    </>
  );
}
