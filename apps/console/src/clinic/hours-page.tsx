import { type SiteHours, siteHoursBodySchema } from '@sunbeon/core';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ask } from '../api/ask.ts';
import { Button } from '../parts/button.tsx';
import { ProblemNote } from '../parts/problem-note.tsx';
import { Progress } from '../parts/progress.tsx';
import { TablePlace } from '../parts/table-place.tsx';
import { useWords } from '../text/words.ts';
import { HoursLineRow } from './hours-line-row.tsx';
import { readLines, type WrittenLine, withLine, withMondayCopied, writtenLines } from './hours-lines.ts';
import { hoursWords } from './hours-words.ts';
import { sitePath } from './site-queries.ts';

const hoursQuery = (siteId: string) =>
  queryOptions({
    queryKey: ['site', siteId, 'hours'],
    queryFn: ({ signal }) => ask(siteHoursBodySchema, sitePath(siteId, '/hours'), { signal }),
    // What somebody is writing is not written over.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** The weekly hours of a site. */
export function HoursPage({ siteId }: { readonly siteId: string }) {
  const words = useWords(hoursWords);
  const { data, error, isLoading } = useQuery(hoursQuery(siteId));
  return (
    <>
      <h2>{words.title}</h2>
      <p className="soft">{words.about}</p>
      <ProblemNote problem={error} />
      {isLoading ? <Progress /> : null}
      {data === undefined ? null : <HoursForm siteId={siteId} hours={data.hours} />}
    </>
  );
}

function HoursForm({ siteId, hours }: { readonly siteId: string; readonly hours: SiteHours }) {
  const words = useWords(hoursWords);
  const [lines, setLines] = useState<readonly WrittenLine[]>(() => writtenLines(hours));
  const save = useSave(siteId);
  const read = readLines(lines);
  const isSame = JSON.stringify(read.hours) === JSON.stringify(save.data?.hours ?? hours);
  const [firstWrong] = read.wrong;
  const wrong = firstWrong === undefined ? null : firstWrong < 0 ? words.tooMany : words.wrong(firstWrong + 1);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (read.hours !== null) {
          save.mutate(read.hours, { onSuccess: (saved) => setLines(writtenLines(saved.hours)) });
        }
      }}
    >
      <HoursLines lines={lines} wrong={read.wrong} onChange={setLines} />
      <ProblemNote problem={save.error} />
      <div className="buttons">
        <Button kind="quiet" onPress={() => setLines(withLine(lines))}>
          {words.add}
        </Button>
        <Button
          kind="quiet"
          why={lines.some(({ weekday }) => weekday === 1) ? null : words.noMonday}
          onPress={() => setLines(withMondayCopied(lines))}
        >
          {words.copy}
        </Button>
        <Button type="submit" why={wrong ?? (isSame ? words.same : null)} busy={save.isPending}>
          {words.save}
        </Button>
        <output>{save.isSuccess && isSame ? words.saved : ''}</output>
      </div>
    </form>
  );
}

interface HoursLinesProps {
  readonly lines: readonly WrittenLine[];
  /** Which of them are wrong, from 0 on. */
  readonly wrong: readonly number[];
  readonly onChange: (lines: readonly WrittenLine[]) => void;
}

function HoursLines({ lines, wrong, onChange }: HoursLinesProps) {
  const words = useWords(hoursWords);
  if (lines.length === 0) return <p className="nothing">{words.none}</p>;
  return (
    <TablePlace caption={words.title}>
      <thead>
        <tr>
          {[words.weekday, words.opens, words.closes, words.every, words.capacity, words.product].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">
            <span className="unseen">{words.actions}</span>
          </th>
        </tr>
      </thead>
      <tbody className="fields">
        {lines.map((line, index) => (
          <HoursLineRow
            key={line.key}
            line={line}
            turn={index + 1}
            isWrong={wrong.includes(index)}
            onChange={(changed) => onChange(lines.map((one) => (one.key === changed.key ? changed : one)))}
            onRemove={() => onChange(lines.filter(({ key }) => key !== line.key))}
          />
        ))}
      </tbody>
    </TablePlace>
  );
}

function useSave(siteId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (hours: SiteHours) =>
      ask(siteHoursBodySchema, sitePath(siteId, '/hours'), { method: 'PUT', body: { hours } }),
    onSuccess: (saved) => queries.setQueryData(hoursQuery(siteId).queryKey, saved),
  });
}
