import { newBlockSchema, parseInstant, type SiteBlock, siteBlocksSchema } from '@sunbeon/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { ReasonField } from '../parts/reason-field.tsx';
import { partWords } from '../parts/words.ts';
import { useWords } from '../text/words.ts';
import { BlockList } from './block-list.tsx';
import { BlockedNote } from './blocked-note.tsx';
import { blocksWords } from './blocks-words.ts';
import { sitePath } from './site-queries.ts';

/** Times at which a site gives no appointments. */
export function BlocksPage({ siteId }: { readonly siteId: string }) {
  const words = useWords(blocksWords);
  const path = sitePath(siteId, '/blocks');
  const blocks = useQuery({
    queryKey: ['site', siteId, 'blocks'],
    queryFn: ({ signal }) => ask(siteBlocksSchema, path, { signal }),
  });
  const settled = useRenewal(siteId);
  const add = useMutation({
    mutationFn: (body: NewTimes) => ask(newBlockSchema, path, { method: 'POST', body }),
    ...settled,
  });
  const remove = useMutation({
    mutationFn: ({ id }: SiteBlock) => ask(z.void(), `${path}/${id}`, { method: 'DELETE' }),
    ...settled,
  });
  return (
    <>
      <h2>{words.title}</h2>
      <p className="soft">{words.about}</p>
      <ProblemNote problem={blocks.error ?? remove.error} />
      {blocks.isLoading ? <Progress /> : null}
      {blocks.data === undefined ? null : (
        <BlockList blocks={blocks.data.blocks} busy={remove.isPending} onRemove={(block) => remove.mutate(block)} />
      )}
      {add.data === undefined ? null : <BlockedNote key={add.data.block.id} made={add.data} siteId={siteId} />}
      <BlockForm
        key={add.data?.block.id ?? ''}
        busy={add.isPending}
        problem={add.error}
        onAdd={(times) => add.mutate(times)}
      />
    </>
  );
}

interface NewTimes {
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

interface BlockFormProps {
  readonly busy: boolean;
  readonly problem: Error | null;
  readonly onAdd: (times: NewTimes) => void;
}

function BlockForm({ busy, problem, onAdd }: BlockFormProps) {
  const words = useWords(blocksWords);
  const { reasonNeeded } = useWords(partWords);
  const [written, setWritten] = useState({ from: '', until: '', reason: '' });
  const from = parseInstant(written.from, 0);
  const until = parseInstant(written.until, 0);
  const reason = written.reason.trim();
  const isComplete = from !== null && until !== null && from < until;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (from !== null && until !== null) onAdd({ from: from.toISOString(), until: until.toISOString(), reason });
      }}
    >
      {(['from', 'until'] as const).map((name) => (
        <Field key={name} label={words[name]} hint={words.zone}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={written[name]}
              onChange={({ target }) => setWritten({ ...written, [name]: target.value })}
            />
          )}
        </Field>
      ))}
      <ReasonField value={written.reason} onChange={(text) => setWritten({ ...written, reason: text })} />
      <ProblemNote problem={problem} />
      <div className="buttons">
        <Button type="submit" busy={busy} why={isComplete ? (reason === '' ? reasonNeeded : null) : words.incomplete}>
          {words.add}
        </Button>
      </div>
    </form>
  );
}

function useRenewal(siteId: string) {
  const queries = useQueryClient();
  return { onSettled: () => queries.invalidateQueries({ queryKey: ['site', siteId] }) };
}
