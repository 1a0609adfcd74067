import { approvalViewSchema, type ExportKind, exportKinds } from '@sunbeon/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { useMe } from '../api/me.ts';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { useWords } from '../text/words.ts';
import { DownloadNote } from './download-note.tsx';
import { exportWords } from './export-words.ts';
import { PeopleApprovals, peopleApprovalsKey } from './people-approvals.tsx';
import { TargetField } from './target-field.tsx';
import { useDownload } from './use-download.ts';
import { dataWords } from './words.ts';

/** What leaves the house as a file; people only once somebody else has approved it. */
export function ExportPart() {
  const words = useWords(exportWords);
  const { role } = useMe();
  const [{ kind, window, reason }, setWish] = useState({ kind: 'slots' as ExportKind, window: '', reason: '' });
  const downloading = useDownload();
  const asking = useAsking();
  const given = { kind, window, reason: reason.trim() };
  const change = (changed: Partial<typeof given>) => {
    setWish({ kind, window, reason, ...changed });
    downloading.reset();
    asking.reset();
  };
  const mayAsk = role === 'admin' || role === 'operator';
  const why = given.reason === '' ? words.needReason : null;
  return (
    <>
      <p className="soft">{words.intro}</p>
      <div className="form">
        <KindField kind={kind} onChange={(chosen) => change({ kind: chosen, window: '' })} />
        {kind === 'sites' ? null : (
          <TargetField of="window" value={window} nothing={words.all} onChange={(id) => change({ window: id })} />
        )}
        <ReasonField value={reason} onChange={(text) => change({ reason: text })} />
        {kind === 'people' ? (
          <Button
            why={mayAsk ? why : words.needRole}
            busy={asking.isPending}
            onPress={() => asking.mutate({ reason: given.reason, ...(window === '' ? {} : { window }) })}
          >
            {words.ask}
          </Button>
        ) : (
          <Button why={why} busy={downloading.isUnderWay} onPress={() => downloading.begin(given)}>
            {words.download}
          </Button>
        )}
      </div>
      <DownloadNote downloading={downloading} brokenOff={words.brokenOff} />
      <ProblemNote problem={asking.error} />
      {asking.data === undefined ? null : <output className="done">{words.asked}</output>}
      {kind === 'people' && mayAsk ? <PeopleApprovals /> : null}
    </>
  );
}

function KindField({ kind, onChange }: { readonly kind: ExportKind; readonly onChange: (kind: ExportKind) => void }) {
  const words = useWords(exportWords);
  const { kinds } = useWords(dataWords);
  return (
    <fieldset>
      <legend>{words.kind}</legend>
      {exportKinds.map((one) => (
        <label key={one} className="choice">
          <input type="radio" name="export" checked={kind === one} onChange={() => onChange(one)} />
          {kinds[one]}
        </label>
      ))}
      <p className="hint">{words.hints[kind]}</p>
    </fieldset>
  );
}

function useAsking() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly window?: string; readonly reason: string }) =>
      ask(approvalViewSchema, '/v1/staff/exports/people', { method: 'POST', body }),
    onSettled: () => queries.invalidateQueries({ queryKey: peopleApprovalsKey }),
  });
}
