import { eachProcess, type PerProcess } from '@sunbeon/scripts';
import { median } from '../bench/statistics.ts';
import type { Cost } from './meter.ts';

/** One stretch of a task: how many, and what they cost. */
export interface Round {
  readonly amount: number;
  readonly cost: Cost;
}

/** What a task costs once it is warm, and what it took to become so. */
export interface TaskCost {
  readonly cpuMicros: PerProcess;
  /** Seconds of processor time the first round took beyond what it takes warm. */
  readonly warmUpSeconds: PerProcess;
}

/**
 * Of several rounds the first is the cold one and the second as fast, but warm; of those after them, at the rate that is asked
 * about, the median counts. Throws when there are fewer than three.
 */
export function taskCost([cold, warm, ...atRate]: readonly Round[]): TaskCost {
  if (cold === undefined || warm === undefined || atRate.length === 0) throw new TypeError('three rounds at least');
  const cpuMicros = eachProcess((name) => median(atRate.map(({ amount, cost }) => cost.micros[name] / amount)));
  const beyond = (name: keyof PerProcess) =>
    cold.cost.micros[name] - (cold.amount * warm.cost.micros[name]) / warm.amount;
  return { cpuMicros, warmUpSeconds: eachProcess((name) => Math.max(0, beyond(name)) / 1_000_000) };
}
