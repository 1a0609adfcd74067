import { cpuSeconds } from '../replay/cpu.ts';
import type { Effort } from './bench.ts';
import { type Client, clients } from './clients.ts';
import type { HowLong, Requests } from './closed-loop.ts';
import type { Finding } from './finding.ts';
import type { ServerProcess } from './server-process.ts';
import { median, noiseOf } from './statistics.ts';

/** Requests before anything is measured: by then the compiler has seen what is hot. */
const WARM_UP_REQUESTS = 20_000;

/** One side of a comparison. */
export interface Contender {
  readonly server: ServerProcess;
  /** The requests of one round, sent again and again. */
  readonly requests: () => Requests | Promise<Requests>;
}

interface Round {
  readonly perSecond: number;
  /** CPU time of the server for one request, in microseconds. */
  readonly cpuMicros: number;
  /** CPU time of this process, which asks, for one request, in microseconds: more than the server's, and it is the client that is measured. */
  readonly clientMicros: number;
}

/**
 * Measures the subject and its baseline in turns, so that whatever else the machine does meets both, and compares the
 * medians. Throws when anything but a success is answered: errors are cheap and would look fast.
 */
export async function inTurns(
  scenario: string,
  { rounds, secondsPerRound, client }: Effort,
  floor: number | null,
  contenders: { readonly subject: Contender; readonly baseline: Contender },
): Promise<Finding[]> {
  const send = clients[client];
  await roundOf(contenders.baseline, { amount: WARM_UP_REQUESTS }, send);
  await roundOf(contenders.subject, { amount: WARM_UP_REQUESTS }, send);
  const pairs: [ours: Round, bare: Round][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const bare = await roundOf(contenders.baseline, { seconds: secondsPerRound }, send);
    pairs.push([await roundOf(contenders.subject, { seconds: secondsPerRound }, send), bare]);
  }
  const [subject, baseline] = [pairs.map(([ours]) => ours), pairs.map(([, bare]) => bare)];
  const rates = { ours: medianRate(subject), bare: medianRate(baseline) };
  const asking = median(baseline.map(({ clientMicros }) => clientMicros));
  const cpu = { ours: medianCpu(subject), bare: medianCpu(baseline) };
  return [
    {
      scenario,
      name: 'requests a second, share of bare node:http',
      value: rates.ours / rates.bare,
      unit: '×',
      target: floor === null ? null : { atLeast: floor },
      noise: noiseOf(pairs.map(([ours, bare]) => ours.perSecond / bare.perSecond)),
      detail: `${rates.ours.toFixed(0)}/s of ${rates.bare.toFixed(0)}/s`,
    },
    {
      scenario,
      name: 'requests for the same CPU time, share of bare node:http',
      value: cpu.bare / cpu.ours,
      unit: '×',
      target: null,
      noise: noiseOf(pairs.map(([ours, bare]) => bare.cpuMicros / ours.cpuMicros)),
      detail: `${cpu.ours.toFixed(1)} µs against ${cpu.bare.toFixed(1)} µs of the server's CPU; asking took ${asking.toFixed(1)} µs`,
    },
  ];
}

async function roundOf({ server, requests }: Contender, howLong: HowLong, send: Client): Promise<Round> {
  const prepared = await requests();
  const before = cpuOf(server);
  const ownBefore = process.cpuUsage();
  const { answers, seconds } = await send(server.url, prepared, howLong);
  const own = process.cpuUsage(ownBefore);
  return {
    perSecond: answers / seconds,
    cpuMicros: ((cpuOf(server) - before) * 1_000_000) / answers,
    clientMicros: (own.user + own.system) / answers,
  };
}

function cpuOf({ pid }: ServerProcess): number {
  return cpuSeconds([{ name: 'server', pid }]).get('server') ?? Number.NaN;
}

function medianRate(rounds: readonly Round[]): number {
  return median(rounds.map(({ perSecond }) => perSecond));
}

function medianCpu(rounds: readonly Round[]): number {
  return median(rounds.map(({ cpuMicros }) => cpuMicros));
}
