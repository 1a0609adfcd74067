import { z } from 'zod';
import { percentile } from './arrival-order.ts';
import type { CalledLine } from './called-line.ts';
import type { Chronicle } from './chronicle.ts';
import { type ToldMoment, toldMoments, toldWaits } from './told-wait.ts';

const share = z.number();

/** How right the waits told at one moment were. Errors are |told − waited| ÷ waited; times are seconds. */
export const toldFiguresSchema = z.object({
  moment: z.enum(toldMoments),
  /** How many were told a wait of which the end is known, and how many of those waited too shortly for the figures. */
  told: z.int(),
  tooShort: z.int(),
  medianError: share.nullable(),
  nineTenthsError: share.nullable(),
  /** Share of the waits that ended within the range told. */
  held: share.nullable(),
  /** Of all who were told about as much: what they waited. */
  bands: z.array(
    z.object({
      promised: z.number(),
      people: z.int(),
      tenth: z.number(),
      median: z.number(),
      nineTenths: z.number(),
    }),
  ),
  /** Some of them, evenly chosen: `[told, waited]`. */
  points: z.array(z.tuple([z.number(), z.number()])),
});
export type ToldFigures = z.infer<typeof toldFiguresSchema>;

/** What somebody was told, and what they waited then. */
interface Outcome {
  readonly promised: number;
  readonly low: number;
  readonly high: number;
  readonly waited: number;
}

/** Answers are in whole seconds: a shorter wait says nothing about them. */
const SHORTEST_WAIT_SECONDS = 1;
const MOST_POINTS = 400;
const MOST_BANDS = 30;
/** Fewer people make no band. */
const FEWEST_IN_BAND = 10;

/** Holds every wait that was told against the instant the number was called. */
export function toldFigures(chronicles: readonly Chronicle[], line: CalledLine): ToldFigures[] {
  const outcomes: Record<ToldMoment, Outcome[]> = { joining: [], 'first-look': [], halfway: [] };
  for (const { join, waits } of chronicles) {
    const calledAtMs = join === null ? null : line.calledAtMs(join.number);
    if (calledAtMs === null) continue;
    for (const { moment, toldAtMs, eta } of toldWaits(waits)) {
      const { seconds: promised, low, high } = eta;
      outcomes[moment].push({ promised, low, high, waited: (calledAtMs - toldAtMs) / 1_000 });
    }
  }
  return toldMoments.map((moment) => figuresAt(moment, outcomes[moment]));
}

function figuresAt(moment: ToldMoment, outcomes: readonly Outcome[]): ToldFigures {
  const counted = outcomes.filter(({ waited }) => waited >= SHORTEST_WAIT_SECONDS);
  const errors = counted.map(({ promised, waited }) => Math.abs(promised - waited) / waited);
  const held = counted.filter(({ low, high, waited }) => low <= waited && waited <= high).length;
  const isEmpty = counted.length === 0;
  return {
    moment,
    told: outcomes.length,
    tooShort: outcomes.length - counted.length,
    medianError: isEmpty ? null : rounded(percentile(errors, 0.5), 1_000),
    nineTenthsError: isEmpty ? null : rounded(percentile(errors, 0.9), 1_000),
    held: isEmpty ? null : rounded(held / counted.length, 1_000),
    bands: bandsOf(counted),
    points: pointsOf(counted),
  };
}

function bandsOf(outcomes: readonly Outcome[]): ToldFigures['bands'] {
  const longest = outcomes.reduce((most, { promised }) => Math.max(most, promised), 0);
  const width = Math.max(1, Math.ceil((longest + 1) / MOST_BANDS));
  const waits = new Map<number, number[]>();
  for (const { promised, waited } of outcomes) {
    const band = Math.floor(promised / width);
    const those = waits.get(band);
    if (those === undefined) waits.set(band, [waited]);
    else those.push(waited);
  }
  return [...waits]
    .toSorted(([a], [b]) => a - b)
    .filter(([, those]) => those.length >= FEWEST_IN_BAND)
    .map(([band, those]) => ({
      promised: band * width + (width - 1) / 2,
      people: those.length,
      tenth: rounded(percentile(those, 0.1), 10),
      median: rounded(percentile(those, 0.5), 10),
      nineTenths: rounded(percentile(those, 0.9), 10),
    }));
}

function pointsOf(outcomes: readonly Outcome[]): ToldFigures['points'] {
  const every = Math.max(1, Math.ceil(outcomes.length / MOST_POINTS));
  return outcomes
    .filter((_, index) => index % every === 0)
    .map(({ promised, waited }): [number, number] => [promised, rounded(waited, 10)]);
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
