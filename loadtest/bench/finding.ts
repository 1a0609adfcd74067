/** One measured figure and what it was meant to be. */
export interface Finding {
  readonly scenario: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `null` for a figure that only informs. */
  readonly target: { readonly atLeast: number } | { readonly atMost: number } | null;
  /** How far the rounds lie apart, as a share of the figure: a change of less than that says nothing. */
  readonly noise?: number;
  /** What the figure was made from, in words. */
  readonly detail: string;
}

/** One thing to measure. */
export interface Scenario {
  readonly name: string;
  readonly run: (bench: import('./bench.ts').Bench) => Promise<Finding[]>;
  /** Whether Redis writes its append-only file meanwhile; filling in millions of people would only measure the disk. */
  readonly persistent: boolean;
}

/** Whether a figure is what it was meant to be. */
export function isKept({ value, target }: Finding): boolean {
  if (target === null) return true;
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}
