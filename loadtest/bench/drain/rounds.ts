import type { Effort } from '../bench.ts';
import { median } from '../statistics.ts';
import type { DrainRound } from './contenders.ts';

/** About what is drained in a second, so that a round is as long as it should be. */
const JOBS_PER_SECOND = 5_000;
const WARM_UP = 3_000;

/** Runs contenders in turns and gives the medians of each: what else the machine does meets them all. */
export async function inRounds<Name extends string>(
  { rounds, secondsPerRound }: Effort,
  contenders: Readonly<Record<Name, (count: number) => Promise<DrainRound>>>,
): Promise<Record<Name, DrainRound>> {
  const names = Object.keys(contenders) as Name[];
  const measured = new Map<Name, DrainRound[]>();
  for (const name of names) await contenders[name](WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      const one = await contenders[name](secondsPerRound * JOBS_PER_SECOND);
      measured.set(name, [...(measured.get(name) ?? []), one]);
    }
  }
  const medians = names.map((name) => [name, medianOf(measured.get(name) ?? [])] as const);
  return Object.fromEntries(medians) as Record<Name, DrainRound>;
}

function medianOf(rounds: readonly DrainRound[]): DrainRound {
  const names = [...(rounds[0]?.cpuMicros.keys() ?? [])];
  const medianCpu = (name: string) => median(rounds.map(({ cpuMicros }) => cpuMicros.get(name) ?? Number.NaN));
  return {
    perSecond: median(rounds.map(({ perSecond }) => perSecond)),
    cpuMicros: new Map(names.map((name) => [name, medianCpu(name)])),
  };
}

/** CPU time of all processes together, and of each, in words. */
export function cpuOf({ cpuMicros }: DrainRound): { total: number; words: string } {
  const parts = [...cpuMicros].map(([name, micros]) => `${name} ${micros.toFixed(0)}`);
  return { total: [...cpuMicros.values()].reduce((sum, micros) => sum + micros, 0), words: parts.join(' + ') };
}
