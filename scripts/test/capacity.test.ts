import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, test } from '@jest/globals';
import { pollAfterMs } from '@sunbeon/core';
import { comeUntil, leastRate, longestWaitSeconds } from '../capacity/arrivals.ts';
import { generousBehaviour } from '../capacity/behaviour.ts';
import { capacityTables, USUAL_MARGINS } from '../capacity/capacity-page.ts';
import { type CapacityFigures, eachProcess, readCapacityFigures } from '../capacity/figures.ts';
import { foresee } from '../capacity/foresight.ts';
import { looksUntilCalled, toldIn } from '../capacity/looks.ts';
import type { PlannedNight } from '../capacity/night.ts';
import { sizingOf } from '../capacity/sizing.ts';
import { withTables } from '../capacity/with-tables.ts';
import { runCli } from '../cli/run-cli.ts';
import { repositoryRoot } from '../stack/repository.ts';

/** Round figures, so that what comes out can be said beforehand. */
const ROUND: CapacityFigures = {
  ...readCapacityFigures(),
  cpuMicros: {
    status: { ...eachProcess(() => 0), gate: 10 },
    join: { ...eachProcess(() => 0), gate: 100, redis: 20 },
    claim: { ...eachProcess(() => 0), gate: 100, redis: 20 },
    slots: { ...eachProcess(() => 0), gate: 100 },
    submit: { ...eachProcess(() => 0), gate: 200 },
    outcome: { ...eachProcess(() => 0), gate: 100, redis: 10 },
    booking: { gate: 0, redis: 50, worker: 100, postgres: 200, notifier: 300, api: 0 },
    'my bookings': eachProcess(() => 0),
  },
  idleMicros: eachProcess(() => 0),
  warmUpSeconds: eachProcess(() => 0),
};

function aNight(people: number, changes: Partial<PlannedNight> = {}): PlannedNight {
  return {
    arrivals: { people, seconds: 60, busiest: 4 },
    finishSeconds: 3_600,
    windows: 1,
    numberWithinSeconds: 5,
    bookingSeconds: 120,
    presentShare: 0,
    edgeShare: 0,
    behaviour: generousBehaviour(120),
    ...changes,
  };
}

async function cli(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err') =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const status = await runCli(args, {}, { stdout: into('out'), stderr: into('err') });
  return { status, ...said };
}

test('an even stream through a narrow door makes the last one wait for what the door lacks', () => {
  const even = { people: 6_000, seconds: 60, busiest: 1 };
  expect(longestWaitSeconds(even, 50)).toBeCloseTo(60, 3);
  expect(leastRate(even, 5)).toBeCloseTo(6_000 / 65, 2);
});

test('the longest wait is no less, and hardly more, than that of anybody who comes on one of a thousand instants', () => {
  const rush = { people: 60_000, seconds: 60, busiest: 4 };
  const waits = Array.from({ length: 1_000 }, (_, n) => comeUntil(rush, n * 0.06) / 2_000 - n * 0.06);
  const longest = longestWaitSeconds(rush, 2_000);
  expect(longest - Math.max(...waits)).toBeGreaterThanOrEqual(0);
  expect(longest - Math.max(...waits)).toBeLessThan(0.01);
});

test('a rush comes as fast at first as it is said to, and everybody has come in the end', () => {
  const rush = { people: 60_000, seconds: 60, busiest: 4 };
  expect(comeUntil(rush, 0.001) / 0.001).toBeCloseTo(4_000, -1);
  expect(comeUntil(rush, 60)).toBeCloseTo(60_000, 6);
  expect(longestWaitSeconds(rush, leastRate(rush, 5))).toBeCloseTo(5, 2);
});

test.each([30, 300, 7_200])(
  'whoever waits %d s looks about as often as people who follow the rule, jitter and all',
  (wait) => {
    const people = 400;
    let looks = 0;
    for (let person = 0; person < people; person += 1) {
      looks += 1;
      for (let left = wait; left > 0; looks += 1)
        left -= pollAfterMs(toldIn(left), ((person * 97 + looks * 31) % 400) / 400) / 1_000;
    }
    expect(Math.abs(looksUntilCalled(wait) / (looks / people) - 1)).toBeLessThan(0.1);
  },
);

test('cores are calls a second times what a call costs', () => {
  const { cores, busiest, workers } = sizingOf(aNight(36_000), ROUND, USUAL_MARGINS);
  expect(busiest.booking).toBeCloseTo(10, 9);
  expect(busiest.status).toBeCloseTo(10 * looksUntilCalled(3_600), 9);
  expect(cores.worker).toBeCloseTo(10 * 100e-6, 9);
  expect(cores.postgres).toBeCloseTo(10 * 200e-6, 9);
  expect(workers).toBe(2);
});

test('one window gives no more numbers than one shard bears, says how long that takes, and more windows mend it', () => {
  const crowd = aNight(6_000_000);
  const one = sizingOf(crowd, ROUND, USUAL_MARGINS);
  expect(one.opening.served).toBeCloseTo((0.6 * 1_000_000) / 20, 3);
  expect(one.opening.longestWaitSeconds).toBeGreaterThan(100);
  const many = sizingOf(
    { ...crowd, windows: Math.ceil(one.opening.wanted / one.opening.bearable) },
    ROUND,
    USUAL_MARGINS,
  );
  expect(many.opening.longestWaitSeconds).toBeLessThanOrEqual(5.01);
  expect(many.redisShards).toBeGreaterThan(one.redisShards);
});

test('more people, a smaller share of each core and slower cores never need less', () => {
  const sizes = [
    sizingOf(aNight(100_000), ROUND, USUAL_MARGINS),
    sizingOf(aNight(400_000), ROUND, USUAL_MARGINS),
    sizingOf(aNight(400_000), ROUND, { ...USUAL_MARGINS, utilisation: 0.3 }),
    sizingOf(aNight(400_000), ROUND, { ...USUAL_MARGINS, utilisation: 0.3, coreSpeed: 0.5 }),
  ];
  for (const part of ['gates', 'workers', 'notifiers', 'apis', 'postgresCores', 'redisGb'] as const) {
    const needed = sizes.map((size) => size[part]);
    expect(needed).toEqual(needed.toSorted((a, b) => a - b));
  }
  expect(sizes.at(-1)?.gates).toBeGreaterThan(sizes[0]?.gates ?? 0);
});

test('a cache in front takes statuses and slots off the gates, and nothing else', () => {
  const bare = sizingOf(aNight(400_000), ROUND, USUAL_MARGINS);
  const cached = sizingOf(aNight(400_000, { edgeShare: 0.9 }), ROUND, USUAL_MARGINS);
  expect(cached.busiest.status).toBeCloseTo(bare.busiest.status / 10, 3);
  expect(cached.busiest.join).toBe(bare.busiest.join);
  expect(cached.statusPerSecond.asked).toBe(bare.statusPerSecond.asked);
  expect(cached.gbitPerSecond.edge).toBeCloseTo(bare.gbitPerSecond.edge, 9);
});

test('a slow carrier is seen in when the last message leaves', () => {
  const { messages } = sizingOf(aNight(36_000), ROUND, { ...USUAL_MARGINS, carrierPerSecond: 5, carrierSeconds: 200 });
  expect(messages).toEqual({ perSecond: 5, carrierSessions: 2, lastAfterSeconds: 3_600 });
});

test('a night is foreseen out of who came: its warm-up and its quiet seconds for each process, its calls by their cost', () => {
  const figures = { ...ROUND, warmUpSeconds: eachProcess(() => 2), idleMicros: eachProcess(() => 10_000) };
  const night = { ...counted('x', 1_000), gateProcesses: 3 };
  const { calls, cpuSeconds } = foresee(night, figures);
  expect(calls).toMatchObject({ join: 1_200, claim: 900, booking: 890, submit: 900 });
  expect(cpuSeconds.worker).toBeCloseTo(890 * 100e-6 + 2 + 0.01 * 38, 9);
  expect(cpuSeconds.api).toBeCloseTo(2 + 0.01 * 38, 9);
  expect(cpuSeconds.gate).toBeGreaterThan(3 * (2 + 0.01 * 38));
});

test('`capacity --json` is one value, and says what is wrong with what it is given', async () => {
  const { status, out } = await cli(
    'capacity',
    '--people',
    '6000000',
    '--arrive-in',
    '60s',
    '--finish-in',
    '2h',
    '--json',
  );
  expect(status).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ calledPerSecond: 6_000_000 / 7_200, gates: expect.any(Number) });
  expect((await cli('capacity', '--people', '9', '--finish-in', 'soon')).err).toMatch(
    /^invalid-arguments: .*length of time/,
  );
  expect((await cli('capacity')).err).toMatch(/^invalid-arguments: --people/);
});

test('`capacity check` says by how much a replay was misjudged', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sunbeon-capacity-'));
  const path = join(folder, 'night.json');
  await writeFile(path, JSON.stringify(aReport()));
  const { status, out } = await cli('capacity', 'check', path, '--json');
  await rm(folder, { recursive: true });
  expect(status).toBe(0);
  const rows: unknown[] = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(rows).toContainEqual({ night: 'night', what: 'calls: join', foreseen: 1_210, measured: 1_210, miss: 0 });
  expect(rows).toContainEqual(expect.objectContaining({ what: 'CPU seconds: gate', measured: 4 }));
});

test('docs/capacity.md says what the figures say', () => {
  const page = readFileSync(join(repositoryRoot, 'docs/capacity.md'), 'utf8');
  expect(withTables(page, capacityTables(readCapacityFigures()))).toBe(page);
  expect(() => withTables(page, new Map([['nowhere', '']]))).toThrow('nowhere');
});

function counted(name: string, joined: number) {
  return {
    name,
    takenAt: '',
    commit: '',
    loadBefore: null,
    people: joined,
    gateProcesses: 1,
    joined,
    booked: joined * 0.89,
    rejected: joined * 0.01,
    otherJoins: joined * 0.2,
    leftBefore: joined * 0.1,
    callingSeconds: 25,
    seconds: 30,
    answerSeconds: 0,
    calls: null,
    cpuSeconds: eachProcess(() => 1),
  };
}

function aReport() {
  return {
    people: 1_000,
    earlyAttemptsRefused: 100,
    joined: 1_000,
    booked: 960,
    refused: { 'closed-tab': 40, 'not-eligible': 50 },
    rejectedOnTheWay: {},
    seconds: 27,
    secondsToLastAdmission: 25,
    cpuSeconds: { gate: 4, redis: 1, worker: 2, postgres: 2, notifier: 1, 'crowd (load generator)': 3 },
    calls: { join: { calls: 1_210, p50: 2.5 }, status: { calls: 9_000, p50: 1.5 } },
  };
}
