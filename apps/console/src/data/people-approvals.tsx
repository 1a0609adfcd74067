import { type ApprovalOf, type ApprovalView, approvalPageSchema } from '@sunbeon/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { ask } from '../api/ask.ts';
import { whileAttended } from '../api/attended.ts';
import { useMe } from '../api/me.ts';
import { stateWords } from '../approvals/words.ts';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { countText, momentText } from '../text/moments.ts';
import { useLanguage, useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { DownloadNote } from './download-note.tsx';
import { exportWords } from './export-words.ts';
import { useDownload } from './use-download.ts';

export const peopleApprovalsKey = ['approvals', 'people'] as const;
const AGAIN_MS = 5_000;
/** The newest requests that are looked through, and those shown of them. */
const MOST_LOOKED_AT = 200;
const MOST_SHOWN = 5;

type PeopleApproval = ApprovalOf<'people.export'>;

/** What somebody asked for, how it stands, and the download once it is approved. */
export function PeopleApprovals() {
  const words = useWords(exportWords);
  const { login } = useMe();
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: peopleApprovalsKey,
    queryFn: ({ signal }) => ask(approvalPageSchema, `/v1/staff/approvals?limit=${MOST_LOOKED_AT}`, { signal }),
    refetchInterval: whileAttended(AGAIN_MS),
  });
  const own = data?.rows.filter(isOfPeople).filter(({ askedBy }) => askedBy === login);
  return (
    <>
      <h2>{words.approvals}</h2>
      <ProblemNote problem={error} />
      {own?.length === 0 ? <p className="nothing">{words.noApprovals}</p> : null}
      <ul className="asked">
        {own?.slice(0, MOST_SHOWN).map((approval) => (
          <li key={approval.id}>
            <Asked approval={approval} nowMs={dataUpdatedAt} />
          </li>
        ))}
      </ul>
    </>
  );
}

function isOfPeople(approval: ApprovalView): approval is PeopleApproval {
  return approval.action === 'people.export';
}

function Asked({ approval, nowMs }: { readonly approval: PeopleApproval; readonly nowMs: number }) {
  const words = useWords(exportWords);
  const states = useWords(stateWords);
  const language = useLanguage();
  const queries = useQueryClient();
  const downloading = useDownload();
  const { id, body, effect, reason, state, askedAt, expiresAt } = approval;
  const isUsable = state === 'approved' && Date.parse(expiresAt) > nowMs;
  const wish = { kind: 'people', window: body.window ?? '', reason, approval: id } as const;
  return (
    <>
      <p>
        <Link to={urls.approval(id)}>{momentText(askedAt, language)}</Link>
        {` · ${body.window ?? words.all} · ${words.people(countText(effect.people))} · ${states[state]}`}
      </p>
      {isUsable ? (
        <>
          <p className="soft">{words.usable(momentText(expiresAt, language))}</p>
          <Button
            busy={downloading.isUnderWay}
            onPress={() => {
              downloading.begin(wish);
              void queries.invalidateQueries({ queryKey: peopleApprovalsKey });
            }}
          >
            {words.download}
          </Button>
        </>
      ) : null}
      <DownloadNote downloading={downloading} brokenOff={words.brokenOffPeople} />
    </>
  );
}
