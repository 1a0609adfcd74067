import type { Effort } from '../bench.ts';
import { median } from '../statistics.ts';
import type { DrainRound } from './contenders.ts';

/** About what is drained in a second, so that a round is as long as it should be. */
const JOBS_PER_SECOND = 5_000;
const WARM_UP = 3_000;

/** Drains so many jobs once. */
export type Contender = (count: number) => Promise<DrainRound>;

/** Runs contenders in turns and gives the median of each: what else the machine does meets them all. */
export async function inRounds(
  { rounds, secondsPerRound }: Effort,
  contenders: { readonly subject: Contender; readonly baseline: Contender },
): Promise<{ subject: DrainRound; baseline: DrainRound }> {
  const { subject, baseline } = contenders;
  const measured: Record<'subject' | 'baseline', DrainRound[]> = { subject: [], baseline: [] };
  await baseline(WARM_UP);
  await subject(WARM_UP);
  for (let round = 0; round < rounds; round += 1) {
    measured.baseline.push(await baseline(secondsPerRound * JOBS_PER_SECOND));
    measured.subject.push(await subject(secondsPerRound * JOBS_PER_SECOND));
  }
  return { subject: medianOf(measured.subject), baseline: medianOf(measured.baseline) };
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
