import { approvalViewSchema, type StaffSite, slotsClosedSchema } from '@sunbeon/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { z } from 'zod';
import { ask } from '../api/ask.ts';
import { Button } from '../parts/button.tsx';
import { Confirm } from '../parts/confirm.tsx';
import { Field } from '../parts/field.tsx';
import { countText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { urls } from '../urls.ts';
import { closingWords } from './closing-words.ts';
import { openWindowsQuery } from './laying-out.ts';
import { sitePath } from './site-queries.ts';

/** A request that waits for a second person, or what was done where none is needed. */
const answerSchema = z.union([approvalViewSchema, slotsClosedSchema]);

/** Closes a site, or one window there: asked for here, carried out once an admin has approved it. */
export function ClosingPage({ site }: { readonly site: StaffSite }) {
  const words = useWords(closingWords);
  const [window, setWindow] = useState('');
  const [isAsking, setAsking] = useState(false);
  const windows = useQuery(openWindowsQuery);
  const close = useClose(site.id);
  return (
    <>
      <h2>{words.title}</h2>
      <p className="soft">{words.about}</p>
      {close.data === undefined ? null : <Answer answer={close.data} />}
      {isAsking && close.data === undefined ? (
        <Confirm
          action={words.ask}
          kind="alarm"
          reason
          busy={close.isPending}
          problem={close.error}
          onCancel={() => setAsking(false)}
          onDo={(reason) => close.mutate({ reason, ...(window === '' ? {} : { window }) })}
        >
          <p>{words.effect(site.name)}</p>
        </Confirm>
      ) : null}
      {isAsking ? null : (
        <div className="form">
          <Field label={words.scope}>
            {(control) => (
              <select {...control} value={window} onChange={({ target }) => setWindow(target.value)}>
                <option value="">{words.all}</option>
                {windows.data?.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {words.onlyOne(`${title} (${id})`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Button kind="alarm" why={site.closedAt === null ? null : words.already} onPress={() => setAsking(true)}>
            {words.ask}
          </Button>
        </div>
      )}
    </>
  );
}

function useClose(siteId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly reason: string; readonly window?: string }) =>
      ask(answerSchema, sitePath(siteId, '/close'), { method: 'POST', body }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['site', siteId] }),
  });
}

function Answer({ answer }: { readonly answer: z.infer<typeof answerSchema> }) {
  const words = useWords(closingWords);
  if ('displaced' in answer) {
    const { slots, displaced, offered } = answer;
    return <output className="done">{words.closed(countText(slots), countText(displaced), countText(offered))}</output>;
  }
  if (answer.action !== 'site.close') return null;
  const { slots, bookings } = answer.effect;
  return (
    <section className="done" aria-live="polite">
      <p>{words.asked(countText(slots), countText(bookings))}</p>
      <p>
        <Link to={urls.approval(answer.id)}>{words.look}</Link>
      </p>
    </section>
  );
}
