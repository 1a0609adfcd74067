/** One axis of a drawing: where a value lies, and which values are written beside it. */
export interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const MOST_TICKS = 6;

/** Even steps of 1, 2 or 5 from `least` to `most`, drawn from `from` to `to`. */
export function evenScale([least, most]: readonly [number, number], from: number, to: number): Scale {
  const span = Math.max(most - least, Number.EPSILON);
  const step = stepFor(span);
  const first = Math.ceil(least / step);
  const last = Math.floor(most / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return { at: (value) => rounded(from + ((value - least) / span) * (to - from)), ticks };
}

/** Powers of ten; what is less than `least` lies at its end. */
export function powerScale([least, most]: readonly [number, number], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(least));
  const high = Math.max(Math.ceil(Math.log10(most)), low + 1);
  const share = (value: number) => (Math.log10(Math.max(value, least)) - low) / (high - low);
  const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
  return { at: (value) => rounded(from + share(value) * (to - from)), ticks };
}

function stepFor(span: number): number {
  const rough = span / MOST_TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5].find((step) => step * power >= rough) ?? 10) * power;
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
