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

/** Of several rounds the first is the cold one; of the others the median counts. Throws when there are fewer than two. */
export function taskCost([cold, ...warm]: readonly Round[]): TaskCost {
  if (cold === undefined || warm.length === 0) throw new TypeError('a cold and a warm round at least');
  const cpuMicros = eachProcess((name) => median(warm.map(({ amount, cost }) => cost.micros[name] / amount)));
  const beyond = (name: keyof PerProcess) => cold.cost.micros[name] - cold.amount * cpuMicros[name];
  return { cpuMicros, warmUpSeconds: eachProcess((name) => Math.max(0, beyond(name)) / 1_000_000) };
}
