import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { civilDateSchema, formatInSeoul, slotListSchema } from '@sunbeon/core';
import { type Stack, type StackOptions, StaffApi, serviceNames, startStack } from '@sunbeon/scripts';
import { request } from 'undici';
import { commitOf, machineOf } from '../machine.ts';
import { closeTheBooks } from './close-the-books.ts';
import { cpuBetween, cpuSeconds } from './cpu.ts';
import { CrowdProcess } from './crowd-process.ts';
import type { Night } from './night.ts';
import { mondayAfterNext, type NightPlan, planNight } from './plan.ts';
import type { Progress } from './progress.ts';
import { memoryByFamily } from './redis-memory.ts';
import { type Figures, figuresOf, type Place } from './report.ts';
import { Watch } from './watch.ts';

export interface ReplayOptions {
  readonly night: Night;
  readonly people: number;
  readonly seed: number;
  /** An empty folder for databases, logs and the crowd's chronicles. */
  readonly dataDir: string;
  /** Folder for a CPU profile of each service; `null` for none. */
  readonly profileDir: string | null;
  readonly progress: Progress;
}

/** Long enough for the slots to be laid out and shown. */
const ANNOUNCED_AHEAD_MS = 600_000;
/** Time for the early ones to try in vain. */
const BEFORE_OPENING_MS = 7_000;
/** From so many people on one process of the gate has more to do than one processor can. */
const ONE_GATE_PEOPLE = 10_000;
/** Nobody waits before a page for these: on a machine that has too few processors for all they come second. */
const YIELDING: ReadonlySet<string> = new Set(['notifier', 'sandbox']);

interface ScheduledNight {
  readonly windowId: string;
  readonly opensAtMs: number;
  readonly municipalities: readonly string[];
}

/** Lives through a night on a stack of its own and says what came of it. */
export async function replayNight(options: ReplayOptions): Promise<Figures> {
  const { night, people, seed, dataDir, progress } = options;
  await using stack = await startStack(stackOptions(options));
  await using crowd = new CrowdProcess();
  const plan = planNight(people, mondayAfterNext(civilDateSchema.parse(formatInSeoul(new Date(), 'yyyy-MM-dd'))));
  const { arriveWithinMs } = plan;
  await crowd.gather({ people, arriveWithinMs, seed, cohort: night.cohort, secrets: stack.secrets });
  progress.step(
    `${people.toLocaleString('en')} people born ${night.cohort.birthFrom} to ${night.cohort.birthTo} stand ready`,
  );

  const { windowId, opensAtMs, municipalities } = await schedule(stack, night, plan);
  yieldToTheCrowd(stack);
  const processes = [...stack.processes(), { name: 'crowd (load generator)', pid: crowd.pid }];
  const before = cpuSeconds(processes);
  using watch = new Watch(stack.record, windowId, () => processes);
  const { chronicles, calls, endedAtMs } = await crowd.liveTheNight(
    { gateUrl: stack.gateUrl, windowId, opensAtMs, municipalities, reportPath: join(dataDir, 'chronicles.jsonl') },
    (tally) => progress.night(tally, (Date.now() - opensAtMs) / 1_000),
  );
  const secondsTaken = (endedAtMs - opensAtMs) / 1_000;
  progress.step('the last one has an answer; waiting for the last messages');
  const { databaseUrl } = stack.record;
  const books = await closeTheBooks({ databaseUrl, sandboxUrl: stack.sandboxUrl, windowId, opensAtMs, chronicles });
  const cpu = cpuBetween(before, cpuSeconds(processes));
  const { samples, line } = watch;
  const redisHeld = await memoryByFamily(stack.record.redisUrl);
  const told = { people, seed, chronicles, calls, samples, line, redisHeld, opensAtMs, secondsTaken, cpu };
  const { gateProcesses } = stackOptions(options);
  const versions = { postgres: books.postgresVersion, redis: await watch.redisVersion() };
  return figuresOf({ ...told, gateProcesses, maxPerSecond: plan.maxPerSecond, ...books }, placeOf(night, versions));
}

function placeOf(night: Night, versions: Place['versions']): Place {
  const { id, cohort, opensAt } = night;
  const { birthFrom, birthTo } = cohort;
  return {
    night: { id, opensAt: opensAt.toISOString(), birthFrom, birthTo },
    takenAt: new Date().toISOString(),
    commit: commitOf(),
    machine: machineOf(),
    versions,
  };
}

function stackOptions({ people, dataDir, profileDir, progress }: ReplayOptions): StackOptions {
  return {
    nodeEnv: 'development',
    logLevel: 'info',
    dataDir: join(dataDir, 'stack'),
    gatePort: 0,
    staffPort: 0,
    sandboxPort: 0,
    // Several would write their profiles over each other.
    gateProcesses: people > ONE_GATE_PEOPLE && profileDir === null ? 2 : 1,
    databaseUrl: null,
    redisUrl: null,
    redisPrefix: 'sunbeon',
    demoPeople: 1,
    nodeFlags:
      profileDir === null ? {} : Object.fromEntries(serviceNames.map((name) => [name, profiling(profileDir, name)])),
    onNotice: (line) => progress.step(`! ${line}`),
    onStep: (name, elapsedMs) => progress.step(`${name}: ${(elapsedMs / 1_000).toFixed(1)} s`),
  };
}

/** Texts go out all the same, the later the busier the machine is; the report says when the last one did. */
function yieldToTheCrowd(stack: Stack): void {
  for (const { name, pid } of stack.processes()) {
    if (YIELDING.has(name)) setPriority(pid, constants.priority.PRIORITY_LOW);
  }
}

function profiling(folder: string, name: string): string[] {
  return ['--cpu-prof', `--cpu-prof-dir=${folder}`, `--cpu-prof-name=${name}.cpuprofile`];
}

/**
 * The window of the night at the real hospitals, moved to the present: announced for later, and set to open in a moment
 * once the gate shows its slots.
 */
async function schedule(stack: Stack, night: Night, plan: NightPlan): Promise<ScheduledNight> {
  const staff = new StaffApi(stack.staffUrl, stack.secrets.STAFF_KEY);
  const announcedMs = Date.now() + ANNOUNCED_AHEAD_MS;
  const { id } = await staff.createWindow({
    id: night.id,
    title: night.id,
    cohort: night.cohort,
    opensAt: new Date(announcedMs).toISOString(),
    closesAt: new Date(announcedMs + night.openForMs).toISOString(),
    maxActive: plan.maxActive,
    maxPerSecond: plan.maxPerSecond,
  });
  await staff.generateSlots(id, plan.slots);
  const municipalities = await municipalitiesOfSites(stack.gateUrl, id);
  const opensAtMs = Date.now() + BEFORE_OPENING_MS;
  await staff.moveWindow(id, new Date(opensAtMs));
  return { windowId: id, opensAtMs, municipalities };
}

/** Waits for the first snapshot of the window's slots and names the municipality of each site in it: there are more sites where more people live. */
async function municipalitiesOfSites(gateUrl: string, windowId: string): Promise<string[]> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await request(`${gateUrl}/v1/slots?window=${windowId}`);
    const json: unknown = await answer.body.json();
    const { slots } = answer.statusCode === 200 ? slotListSchema.parse(json) : { slots: [] };
    if (slots.length > 0)
      return [...new Map(slots.map(({ siteId, municipalityCode }) => [siteId, municipalityCode])).values()];
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('no slots were published within half a minute');
}
