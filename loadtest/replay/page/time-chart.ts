import { area, type Drawing, drawn, FRAME, line, type Point } from './drawing.ts';
import type { Words } from './markup.ts';
import { evenScale, type Scale } from './scale.ts';
import { same } from './units.ts';

/** One thing that was counted or measured second by second. */
export interface Series {
  readonly name: Words;
  readonly look: number;
  readonly values: readonly (number | null)[];
}

/** A chart over the seconds of the night. */
export interface TimeChart {
  readonly id: string;
  readonly title: Words;
  readonly note?: Words;
  /** The second of the first value. */
  readonly from: number;
  readonly series: readonly Series[];
  readonly yText: (value: number) => Words;
  /** By which the axis shall go on at least. */
  readonly atLeast?: number;
}

export const AFTER_OPENING: Words = { ko: '개시 후 시간(초)', en: 'seconds after the opening' };

/** Lines, one for each series. */
export function lineChart(chart: TimeChart): string {
  const { from, series } = chart;
  const highest = series.flatMap(({ values }) => values).reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  const { x, y, frame } = framed(chart, highest);
  const lines = series.map(({ values, look }) => {
    const points = values.map((value, at): Point | null => (value === null ? null : [x.at(from + at), y.at(value)]));
    return line(points, look);
  });
  return drawn({ ...frame, keys: series.map(({ name, look }) => ({ name, look })), shapes: lines });
}

/** Areas one upon the other, the first at the bottom; what was not measured is nothing. */
export function stackedChart(chart: TimeChart): string {
  const { from, series } = chart;
  const length = Math.max(0, ...series.map(({ values }) => values.length));
  let sums = Array.from({ length }, () => 0);
  const layers = series.map(({ values, look }) => {
    const below = sums;
    const above = below.map((sum, at) => sum + (values[at] ?? 0));
    sums = above;
    return { below, above, look };
  });
  const { x, y, frame } = framed(chart, Math.max(0, ...sums));
  const edge = (heights: readonly number[]) => heights.map((height, at): Point => [x.at(from + at), y.at(height)]);
  const areas = layers.map(({ below, above, look }) => area(edge(above), edge(below), look));
  return drawn({ ...frame, keys: series.map(({ name, look }) => ({ name, look, as: 'area' })), shapes: areas });
}

interface Framed {
  readonly x: Scale;
  readonly y: Scale;
  readonly frame: Omit<Drawing, 'keys' | 'shapes'>;
}

function framed({ id, title, note, from, series, yText, atLeast = 1 }: TimeChart, highest: number): Framed {
  const length = Math.max(2, ...series.map(({ values }) => values.length));
  const x = evenScale([from, from + length - 1], FRAME.left, FRAME.right);
  const y = evenScale([0, Math.max(highest * 1.05, atLeast)], FRAME.bottom, FRAME.top);
  const about = { id, title, ...(note === undefined ? {} : { note }), along: AFTER_OPENING };
  return { x, y, frame: { ...about, x, y, xText: (value) => same(String(value)), yText } };
}
