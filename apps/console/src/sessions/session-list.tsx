import type { StaffSession } from '@sunbeon/core';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { deviceName } from './device-name.ts';
import type { useSessions } from './use-sessions.ts';
import { sessionWords } from './words.ts';

interface SessionListProps {
  readonly caption: string;
  readonly found: ReturnType<typeof useSessions>;
}

/** Where somebody is logged in, each with the way to end it. */
export function SessionList({ caption, found: { sessions, problem, end } }: SessionListProps) {
  const words = useWords(sessionWords);
  return (
    <>
      <ProblemNote problem={problem ?? end.error} />
      <output>{end.isSuccess ? words.ended(end.data) : ''}</output>
      {sessions === undefined && problem === null ? <Progress /> : null}
      {sessions?.length === 0 ? <p className="nothing">{words.none}</p> : null}
      {sessions === undefined || sessions.length === 0 ? null : (
        <TablePlace caption={caption}>
          <thead>
            <tr>
              {[words.device, words.since, words.seen, words.until, words.end].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sessions.map((session) => (
              <SessionRow key={session.id} session={session} onEnd={() => end.mutate([session])} />
            ))}
          </tbody>
        </TablePlace>
      )}
    </>
  );
}

function SessionRow({ session, onEnd }: { readonly session: StaffSession; readonly onEnd: () => void }) {
  const words = useWords(sessionWords);
  const language = useLanguage();
  const name = deviceName(session.agent) || words.unknownDevice;
  return (
    <tr>
      <td>
        {name}
        {session.current ? <strong>{` (${words.current})`}</strong> : null}
      </td>
      <td>{momentText(session.createdAt, language)}</td>
      <td>{momentText(session.lastSeenAt, language)}</td>
      <td>{momentText(session.expiresAt, language)}</td>
      <td>
        {session.current ? null : (
          <Button kind="quiet" onPress={onEnd} label={words.endOf(name)}>
            {words.end}
          </Button>
        )}
      </td>
    </tr>
  );
}
