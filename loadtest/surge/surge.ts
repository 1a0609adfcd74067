import { setTimeout as pause } from 'node:timers/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import type { Bench } from '../bench/bench.ts';
import { fire } from '../bench/closed-loop.ts';
import type { Finding } from '../bench/finding.ts';
import { requestsOf } from '../bench/requests.ts';
import { scheduleOf } from '../open-loop/arrival-curve.ts';
import { percentile } from '../replay/arrival-order.ts';
import { Wire } from '../wire/wire.ts';
import { type Answered, getANumber, type Newcomer, nobodyAnswered } from './newcomer.ts';
import { ProbeProcess, type Probes } from './probes.ts';

const SUSTAINED_SECONDS = 2;
/** Joins a second that a machine of today never reaches: everybody comes once. */
const MOST_PER_SECOND = 20_000;
const WARM_UP = 5_000;
const HOLDERS = 500;
/** Every so-manieth of the crowd is asked for their number once more. */
const ASKED_AGAIN = 10;
/** Open connections of the surge; each has one call under way. */
const CONNECTIONS = 5_000;
const BEFORE_MS = 3_000;
const AFTER_MS = 3_000;
/** Named limits: how long after the surge those with a number are answered as before, and how long until everybody has one. */
const CALM_WITHIN_SECONDS = 5;
const EVERYBODY_WITHIN_SECONDS = 30;
const GIVE_UP_MS = 120_000;
/** As before: no slower than this many times, or than this. */
const AS_BEFORE_TIMES = 3;
const AS_BEFORE_MS = 50;

interface SurgeOptions {
  readonly times: number;
  /** Calls a gate takes on at a time. */
  readonly inFlightLimit: number;
}

/** `times` as many joins as a gate can sustain, all within one second; what they and those who already have a number were answered. */
export async function surge(bench: Bench, { times, inFlightLimit }: SurgeOptions): Promise<Finding[]> {
  await using held = new ResourceStack();
  const windowId = await bench.openWindow({ maxActive: 1 });
  const gate = held.use(await bench.startGate(1, { LOG_LEVEL: 'error', IN_FLIGHT_LIMIT: String(inFlightLimit) }));
  const path = `/v1/windows/${windowId}/tickets`;
  const joins = async (count: number) => requestsOf('POST', path, await bench.newPeople(count));
  await fire(gate.url, await joins(WARM_UP), { amount: WARM_UP });
  const unhurried = await fire(gate.url, await joins(MOST_PER_SECOND * SUSTAINED_SECONDS), {
    seconds: SUSTAINED_SECONDS,
  });
  const sustained = unhurried.answers / unhurried.seconds;

  const wire = wireTo(held, gate.url, CONNECTIONS);
  const holders = await newcomers(bench, HOLDERS);
  const before = { wire, windowId, answered: nobodyAnswered() };
  await Promise.all(holders.map((holder) => getANumber(before, holder, performance.now(), Number.POSITIVE_INFINITY)));
  const crowd = await newcomers(bench, Math.round(sustained * times));
  const probing = held.use(new ProbeProcess(gate.url, holders));
  await pause(BEFORE_MS);
  const came = await comeAtOnce({ wire, windowId, answered: nobodyAnswered() }, crowd);
  await pause(AFTER_MS);
  const probes = await probing.stop();
  const asked = [...holders, ...crowd.filter((_, index) => index % ASKED_AGAIN === 0)];
  const changed = asked.length - (await sameNumbers({ wire, windowId, answered: nobodyAnswered() }, asked));
  const surged = { sustained, holders, crowd, probes, changed, issued: await issuedOf(gate.url, windowId), ...came };
  return [...crowdFindings(surged), ...holderFindings(surged)];
}

interface Came {
  readonly answered: Answered;
  readonly startMs: number;
  readonly offeredWithinMs: number;
  readonly everybodyMs: number;
}

interface Surged extends Came {
  readonly sustained: number;
  readonly holders: readonly Newcomer[];
  readonly crowd: readonly Newcomer[];
  readonly probes: Probes;
  readonly changed: number;
  readonly issued: number;
}

async function comeAtOnce(
  ground: { readonly wire: Wire; readonly windowId: string; readonly answered: Answered },
  crowd: readonly Newcomer[],
): Promise<Came> {
  const due = scheduleOf([{ seconds: 1, fromPerSecond: crowd.length, toPerSecond: crowd.length }]);
  const startMs = performance.now();
  const giveUpMs = startMs + GIVE_UP_MS;
  const underWay: Promise<void>[] = [];
  for (const [index, newcomer] of crowd.entries()) {
    const dueMs = startMs + (due[index] ?? 0);
    const waitMs = dueMs - performance.now();
    if (waitMs > 1) await pause(waitMs);
    underWay.push(getANumber(ground, newcomer, dueMs, giveUpMs));
  }
  const offeredWithinMs = performance.now() - startMs;
  await Promise.all(underWay);
  return { answered: ground.answered, startMs, offeredWithinMs, everybodyMs: performance.now() - startMs };
}

/** How many are given the very same number when they ask again. */
async function sameNumbers(ground: Parameters<typeof getANumber>[0], people: readonly Newcomer[]): Promise<number> {
  let same = 0;
  const untilMs = performance.now() + GIVE_UP_MS;
  const again = async (person: Newcomer) => {
    const asked = { ...person, number: null };
    await getANumber(ground, asked, performance.now(), untilMs);
    if (asked.number !== null && asked.number === person.number) same += 1;
  };
  for (let from = 0; from < people.length; from += HOLDERS) {
    await Promise.all(people.slice(from, from + HOLDERS).map(again));
  }
  return same;
}

/** What the crowd of the surge was told. */
function crowdFindings(run: Surged): Finding[] {
  const { answered, crowd, holders, sustained, offeredWithinMs, everybodyMs, changed, issued } = run;
  const numbers = new Set([...holders, ...crowd].map(({ number }) => number));
  const people = holders.length + crowd.length;
  const first = [...answered.first].map(([status, count]) => `${count} × ${status === 0 ? 'no answer' : status}`);
  const offered = `${crowd.length} joins due in 1 s, offered in ${(offeredWithinMs / 1_000).toFixed(1)} s`;
  return [
    figure('sustained joins a second', sustained, '/s', null, 'closed loop, 32 connections'),
    figure(
      'turned away, 503 with Retry-After',
      answered.turnedAwayMs.length / crowd.length,
      'of one',
      { atLeast: 0.01 },
      `${offered}: ${first.join(', ')}`,
    ),
    figure('answers that nobody should get', answered.wrong.length, '', { atMost: 0 }, answered.wrong.join('; ')),
    figure('calls without an answer', answered.unanswered, '', { atMost: 0 }, ''),
    figure(
      'turned away within (99 of 100)',
      percentile(answered.turnedAwayMs, 0.99),
      'ms',
      null,
      `half ${ms(answered.turnedAwayMs, 0.5)} ms; taken on: half ${ms(answered.takenOnMs, 0.5)}, 99 of 100 ${ms(answered.takenOnMs, 0.99)} ms`,
    ),
    figure(
      'everybody has a number after',
      everybodyMs / 1_000,
      's',
      { atMost: Math.max(EVERYBODY_WITHIN_SECONDS, 3 * (crowd.length / sustained)) },
      `${answered.retries} came again; at the sustained rate alone ${(crowd.length / sustained).toFixed(1)} s`,
    ),
    figure(
      'people without a number of their own',
      people - numbers.size,
      '',
      { atMost: 0 },
      `${people} people, ${issued} numbers issued to everybody`,
    ),
    figure(
      'people whose number changed',
      changed,
      '',
      { atMost: 0 },
      `those who had one before and every ${ASKED_AGAIN}th of the crowd asked once more`,
    ),
  ];
}

/** What those were told who had a number before. */
function holderFindings({ probes, startMs: sinceOrigin, offeredWithinMs }: Surged): Finding[] {
  const startMs = performance.timeOrigin + sinceOrigin;
  const surgeEndMs = startMs + offeredWithinMs;
  const usualMs = probes.quantile(0.99, 0, startMs);
  const duringMs = probes.quantile(0.99, startMs, surgeEndMs);
  const calmMs = probes.calmSince(surgeEndMs, Math.max(usualMs * AS_BEFORE_TIMES, AS_BEFORE_MS));
  return [
    figure(
      'those with a number answered within (99 of 100)',
      duringMs,
      'ms',
      null,
      `during the surge; ${usualMs.toFixed(1)} ms before`,
    ),
    figure(
      'those with a number answered wrongly',
      probes.wrong,
      '',
      { atMost: 0 },
      `of ${probes.count} questions, ${probes.turnedAway} asked to come again, ${probes.unanswered} without an answer`,
    ),
    figure(
      'those with a number are answered as before after',
      (calmMs - surgeEndMs) / 1_000,
      's',
      { atMost: CALM_WITHIN_SECONDS },
      'since the surge was offered',
    ),
  ];
}

function ms(samples: readonly number[], p: number): string {
  return percentile(samples, p).toFixed(0);
}

function figure(name: string, value: number, unit: string, target: Finding['target'], detail: string): Finding {
  return { scenario: 'surge', name, value, unit, target, detail };
}

async function newcomers(bench: Bench, count: number): Promise<Newcomer[]> {
  return (await bench.newPeople(count)).map((bearer) => ({ bearer, number: null, ticket: '' }));
}

function wireTo(held: ResourceStack, url: string, connections: number): Wire {
  const wire = new Wire(url, connections);
  held.use({ [Symbol.asyncDispose]: () => Promise.resolve(wire.close()) });
  return wire;
}

async function issuedOf(url: string, windowId: string): Promise<number> {
  const answer = await fetch(`${url}/v1/windows/${windowId}/status`);
  return Number(Object(await answer.json()).issued);
}
