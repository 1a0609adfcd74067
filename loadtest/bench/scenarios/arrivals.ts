import { ResourceStack } from '@sunbeon/service-kit';
import { Chance } from '../../chance.ts';
import { type ArrivalCurve, scheduleOf } from '../../open-loop/arrival-curve.ts';
import { type OpenSummary, sendOnSchedule, summaryOf } from '../../open-loop/open-loop.ts';
import type { Bench } from '../bench.ts';
import { fire, type Requests } from '../closed-loop.ts';
import type { Finding, Scenario } from '../finding.ts';
import { requestsOf } from '../requests.ts';
import { type ServerProcess, startBaseline } from '../server-process.ts';
import { median, noiseOf } from '../statistics.ts';

/** Of the joins that the gate answers in a second when it does nothing else: the peak of the burst. */
const JOIN_SHARE = 0.4;
/** Looks at the line for each join, once everybody waits. */
const POLLS_PER_JOIN = 0.5;
const SHORTEST_SECONDS = 4;
/** Joins a second that the first look at the gate never reaches. */
const MOST_PER_SECOND = 25_000;
const WARM_UP_REQUESTS = 20_000;
const SEED = 20_210_719;

/** What is asked in one round, and when. */
interface Burst {
  readonly joins: Requests;
  readonly joinsAtMs: Float64Array;
  readonly polls: Requests;
  readonly pollsAtMs: Float64Array;
}

interface Answered {
  readonly join: OpenSummary;
  readonly poll: OpenSummary;
}

/**
 * The first seconds of a window, sent by the clock: a burst of joins that rises at once and ebbs away, and the looks at the line of
 * those who are in it. Everybody counts from the instant they came, whether the gate had time for them or not. The peak is a share
 * of what this gate can do on this machine; a bare `node:http` with one pipelined `INCR` is sent the very same.
 */
export const arrivals: Scenario = {
  name: 'arrivals',
  persistent: true,
  async run(bench) {
    await using held = new ResourceStack();
    const gate = held.use(await bench.startGate());
    const answer = { status: 200, headers: ['Content-Length', '2'], body: '{}' };
    const bare = held.use(await startBaseline(answer, bench.redisUrl));
    const peak = JOIN_SHARE * (await mostJoins(bench, gate));
    const rounds: { readonly ours: Answered; readonly theirs: Answered }[] = [];
    for (let round = 0; round < bench.effort.rounds; round += 1) {
      const burst = await burstOf(bench, peak, new Chance(SEED + round));
      const theirs = await send(burst, bare);
      rounds.push({ theirs, ours: await send(burst, gate) });
    }
    const ours = rounds.map((round) => round.ours);
    const theirs = rounds.map((round) => round.theirs);
    return [
      ...findingsOf('joins', peak, of(ours, 'join'), of(theirs, 'join')),
      ...findingsOf('looks at the line', POLLS_PER_JOIN * peak, of(ours, 'poll'), of(theirs, 'poll')),
      ownLateness([...of(ours, 'join'), ...of(ours, 'poll')]),
    ];
  },
};

/** How many joins a second the gate answers when as many as possible are asked for. */
async function mostJoins(bench: Bench, gate: ServerProcess): Promise<number> {
  const path = `/v1/windows/${await bench.openWindow()}/tickets`;
  const { secondsPerRound: seconds } = bench.effort;
  const requests = requestsOf('POST', path, await bench.newPeople(MOST_PER_SECOND * seconds));
  await fire(gate.url, requests.slice(0, WARM_UP_REQUESTS), { amount: WARM_UP_REQUESTS });
  const fired = await fire(gate.url, requests.slice(WARM_UP_REQUESTS), { seconds });
  return fired.answers / fired.seconds;
}

async function burstOf(bench: Bench, peak: number, chance: Chance): Promise<Burst> {
  const windowId = await bench.openWindow();
  const seconds = Math.max(SHORTEST_SECONDS, bench.effort.secondsPerRound);
  const joinsAtMs = scheduleOf(joinCurve(peak, seconds), chance);
  const people = await bench.newPeople(joinsAtMs.length);
  return {
    joins: requestsOf('POST', `/v1/windows/${windowId}/tickets`, people),
    joinsAtMs,
    polls: requestsOf('GET', `/v1/windows/${windowId}/status`),
    pollsAtMs: scheduleOf(pollCurve(peak, seconds), chance),
  };
}

/** From nobody to the peak in a moment, as long again at the peak, then ever fewer. */
function joinCurve(peak: number, seconds: number): ArrivalCurve {
  return [
    { seconds: 0.1 * seconds, fromPerSecond: 0, toPerSecond: peak },
    { seconds: 0.2 * seconds, fromPerSecond: peak, toPerSecond: peak },
    { seconds: 0.7 * seconds, fromPerSecond: peak, toPerSecond: 0 },
  ];
}

/** Those who joined look at the line, the more the more there are. */
function pollCurve(peak: number, seconds: number): ArrivalCurve {
  const most = POLLS_PER_JOIN * peak;
  return [
    { seconds: 0.5 * seconds, fromPerSecond: 0, toPerSecond: most },
    { seconds: 0.5 * seconds, fromPerSecond: most, toPerSecond: most },
  ];
}

async function send({ joins, joinsAtMs, polls, pollsAtMs }: Burst, { url }: ServerProcess): Promise<Answered> {
  const [join, poll] = await Promise.all([
    sendOnSchedule({ url, requests: joins.map(asText), scheduleMs: joinsAtMs }),
    sendOnSchedule({ url, requests: polls.map(asText), scheduleMs: pollsAtMs }),
  ]);
  return { join: summaryOf(join), poll: summaryOf(poll) };
}

function asText(request: Buffer): string {
  return request.toString('latin1');
}

function of(answered: readonly Answered[], kind: keyof Answered): OpenSummary[] {
  return answered.map((each) => each[kind]);
}

/** Medians of the rounds, in words. */
function told(sides: readonly OpenSummary[]): string {
  const ms = (figure: (summary: OpenSummary) => number) => median(sides.map(figure)).toFixed(1);
  return `p50 ${ms(({ p50Ms }) => p50Ms)}, p99 ${ms(({ p99Ms }) => p99Ms)}, p99.9 ${ms(({ p999Ms }) => p999Ms)} ms`;
}

function findingsOf(
  what: string,
  peak: number,
  ours: readonly OpenSummary[],
  theirs: readonly OpenSummary[],
): Finding[] {
  const p99 = ours.map(({ p99Ms }) => p99Ms);
  const sent = ours.reduce((sum, { requests }) => sum + requests, 0);
  const answered = ours.reduce((sum, { succeeded }) => sum + succeeded, 0);
  return [
    {
      scenario: 'arrivals',
      name: `p99 of ${what}, from when they were due`,
      value: median(p99),
      unit: 'ms',
      target: null,
      noise: noiseOf(p99),
      detail: `${told(ours)}; bare node:http ${told(theirs)}; ${peak.toFixed(0)}/s at the peak`,
    },
    {
      scenario: 'arrivals',
      name: `share of ${what} answered with success`,
      value: answered / sent,
      unit: '×',
      target: { atLeast: 1 },
      detail: `${answered} of ${sent}`,
    },
  ];
}

/** A sender that is late itself measures itself. */
function ownLateness(sent: readonly OpenSummary[]): Finding {
  const late = sent.map(({ lateP99Ms }) => lateP99Ms);
  const most = Math.max(...sent.map(({ lateMostMs }) => lateMostMs));
  const busy = Math.max(...sent.map(({ busyShare }) => busyShare));
  return {
    scenario: 'arrivals',
    name: 'p99 of how late the sender itself was',
    value: median(late),
    unit: 'ms',
    target: null,
    noise: noiseOf(late),
    detail: `at most ${most.toFixed(1)} ms; busy ${(100 * busy).toFixed(0)} % of the time`,
  };
}
