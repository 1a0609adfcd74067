import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { countText, timeText } from '../text/moments.ts';

/** One line of a chart. Told apart by colour, dashes and the words of the legend. */
export interface ChartSeries {
  readonly name: string;
  /** One value for each time; `null` leaves a gap. */
  readonly values: readonly (number | null)[];
  readonly look: 'first' | 'second' | 'third';
  /** Measured by the axis at the right. */
  readonly atRight?: boolean;
}

interface ChartProps {
  readonly caption: string;
  /** Milliseconds of the epoch. */
  readonly times: readonly number[];
  readonly series: readonly ChartSeries[];
}

const HEIGHT_PX = 190;
const AXIS_PX = 64;
const TIME_AXIS_PX = 30;
/** uPlot counts sides clockwise from the top. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- the enum is there at compile time alone
const RIGHT: uPlot.Axis.Side.Right = 1;
/** Steps of an axis of counts: whole ones. */
const COUNT_STEPS = [1, 2, 5]
  .flatMap((step) => Array.from({ length: 7 }, (_, zeros) => step * 10 ** zeros))
  .toSorted((a, b) => a - b);
/** Steps of the axis of time, in seconds: whole minutes. */
const TIME_STEPS = [60, 120, 300, 600, 900, 1_800, 3_600, 7_200];
const DASHES: Readonly<Record<ChartSeries['look'], number[]>> = { first: [], second: [8, 4], third: [2, 3] };

/** A chart over the minutes of a night; whoever cannot see it finds the same in a table beside it. */
export function Chart({ caption, times, series }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (element === null) return () => {};
    const plot = new uPlot(optionsOf(element, series), dataOf(times, series), element);
    const watching = new ResizeObserver(([entry]) => {
      if (entry !== undefined) plot.setSize({ width: Math.floor(entry.contentRect.width), height: HEIGHT_PX });
    });
    watching.observe(element);
    return () => {
      watching.disconnect();
      plot.destroy();
    };
  }, [times, series]);
  return (
    <figure className="chart">
      <figcaption>
        <strong>{caption}</strong>
        <ul className="legend" aria-hidden="true">
          {series.map(({ name, look }) => (
            <li key={name} className={`legend-${look}`}>
              {name}
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={place} className="plot" aria-hidden="true" />
    </figure>
  );
}

function dataOf(times: readonly number[], series: readonly ChartSeries[]): uPlot.AlignedData {
  return [times.map((atMs) => atMs / 1_000), ...series.map(({ values }) => [...values])];
}

function optionsOf(element: HTMLElement, series: readonly ChartSeries[]): uPlot.Options {
  const style = getComputedStyle(element);
  const ink = style.getPropertyValue('--ink-soft');
  const grid = { stroke: style.getPropertyValue('--line'), width: 1 };
  const axis = { stroke: ink, grid, ticks: grid, font: '13px system-ui' };
  const hasRight = series.some(({ atRight }) => atRight === true);
  return {
    width: element.clientWidth,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: fromNothing }, right: { range: fromNothing } },
    axes: [
      {
        ...axis,
        values: (_plot, splits) => splits.map((atSeconds) => timeText(atSeconds * 1_000)),
        space: AXIS_PX,
        incrs: TIME_STEPS,
        size: TIME_AXIS_PX,
      },
      { ...axis, values: countTexts, incrs: COUNT_STEPS, size: AXIS_PX },
      ...(hasRight
        ? [
            {
              ...axis,
              scale: 'right',
              side: RIGHT,
              values: countTexts,
              incrs: COUNT_STEPS,
              size: AXIS_PX,
              grid: { show: false },
            },
          ]
        : []),
    ],
    series: [
      {},
      ...series.map(({ name, look, atRight = false }) => ({
        label: name,
        scale: atRight ? 'right' : 'y',
        stroke: style.getPropertyValue(`--chart-${look}`),
        width: 2,
        dash: DASHES[look],
        points: { show: false },
      })),
    ],
  };
}

function countTexts(_plot: uPlot, splits: readonly number[]): string[] {
  return splits.map((split) => countText(split));
}

/** Counts begin at nothing, and a line at nothing is not drawn at the top. */
function fromNothing(_plot: uPlot, _least: number, most: number): uPlot.Range.MinMax {
  return [0, Math.max(most * 1.05, 1)];
}
