import { type NightMinute, type NightMinutes, nightMinutesSchema } from '@sunbeon/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ask } from '../api/ask.ts';
import { countText, timeText } from '../text/moments.ts';
import { useWords } from '../text/words.ts';
import { Chart, type ChartSeries } from './chart.tsx';
import { nightWords } from './words.ts';

/** A minute has passed since the last one at the latest, whenever it began. */
const EVERY_MS = 15_000;
/** A chart of less says nothing. */
const LEAST_MINUTES = 3;

/** How a window's night went minute by minute: two charts, and all their numbers in a table. */
export function MinuteCharts({ windowId }: { readonly windowId: string }) {
  const words = useWords(nightWords);
  const { data } = useQuery({
    queryKey: ['minutes', windowId],
    queryFn: ({ signal }) =>
      ask(nightMinutesSchema, `/v1/staff/windows/${encodeURIComponent(windowId)}/minutes`, { signal }),
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
  });
  const minutes = data?.minutes ?? [];
  return (
    <section className="charts" aria-label={words.charts}>
      {data === undefined || minutes.length < LEAST_MINUTES ? (
        <p className="soft">{words.noMinutes}</p>
      ) : (
        <>
          <Charts minutes={data.minutes} />
          <details>
            <summary>{words.table}</summary>
            <MinuteTable minutes={data.minutes} />
          </details>
        </>
      )}
    </section>
  );
}

function Charts({ minutes }: Pick<NightMinutes, 'minutes'>) {
  const words = useWords(nightWords);
  const [times, line, flow] = useMemo(() => {
    const valuesOf = (field: Exclude<keyof NightMinute, 'at'>) =>
      minutes.map((minute, index) => (field !== 'waiting' && isRunning(index, minutes) ? null : minute[field]));
    const upper: ChartSeries[] = [
      { name: words.waiting, values: valuesOf('waiting'), look: 'first' },
      { name: words.atRight(words.booked), values: valuesOf('booked'), look: 'second', atRight: true },
    ];
    const lower: ChartSeries[] = [
      { name: words.called, values: valuesOf('called'), look: 'first' },
      { name: words.admitted, values: valuesOf('admitted'), look: 'second' },
      { name: words.refusedPerMinute, values: valuesOf('refused'), look: 'third' },
    ];
    return [minutes.map(({ at }) => Date.parse(at)), upper, lower] as const;
  }, [minutes, words]);
  return (
    <>
      <Chart caption={words.chartLine} times={times} series={line} />
      <Chart caption={words.chartFlow} times={times} series={flow} />
    </>
  );
}

/** The last minute is not over: what has happened in it so far says nothing beside the others. */
function isRunning(index: number, { length }: readonly NightMinute[]): boolean {
  return index === length - 1;
}

function MinuteTable({ minutes }: Pick<NightMinutes, 'minutes'>) {
  const words = useWords(nightWords);
  const columns = [
    ['waiting', words.waiting],
    ['called', words.called],
    ['admitted', words.admitted],
    ['booked', words.booked],
    ['refused', words.refusedPerMinute],
  ] as const;
  return (
    <div className="table-place">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.time}</th>
            {columns.map(([field, name]) => (
              <th key={field} scope="col" className="end">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {minutes.toReversed().map((minute, index) => (
            <tr key={minute.at}>
              <th scope="row">
                {timeText(minute.at)} {index === 0 ? words.running : ''}
              </th>
              {columns.map(([field]) => (
                <td key={field} className="end">
                  {minute[field] === null ? words.unknown : countText(minute[field])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
