import { randomUUID } from 'node:crypto';
import { admissionGrantSchema, ticketGrantSchema } from '@sunbeon/core';
import { Keyring, requestIdOf, verifyPass } from '@sunbeon/crypto';
import { type CapacityFigures, eachProcess, type PerProcess, type ProcessName, type TaskName } from '@sunbeon/scripts';
import type { z } from 'zod';
import { fire, isSuccess } from '../bench/closed-loop.ts';
import { Chance } from '../chance.ts';
import { sendOnSchedule } from '../open-loop/open-loop.ts';
import type { WireAnswer } from '../wire/wire-reader.ts';
import {
  bookingsCalls,
  type Calls,
  claimCalls,
  joinCalls,
  outcomeCalls,
  slotCalls,
  statusCalls,
  submitCalls,
} from './citizens-calls.ts';
import { Ground } from './ground.ts';
import { idleConnectionBytes } from './idle-connections.ts';
import { Meter } from './meter.ts';
import { type Round, type TaskCost, taskCost } from './rounds.ts';

/** The first round is the cold one, the second as fast, but warm. */
const ROUNDS = 5;
const AT_ONCE = 2;
/** What `pnpm cli capacity` plans processors to be used at. Calls that come alone cost twice as much, those among many others half. */
const USE = 0.6;
const CONNECTIONS = 32;
const SEED = 1;
/** Before the rounds so many are asked for the size of their answers. */
const SAMPLE = 64;
const IDLE_SECONDS = 8;
const STATUS_PER_PERSON = 4;
/** Each takes Postgres and the api a hundred times what a status takes the gate. */
const MOST_BOOKING_LOOKS = 8_000;
const SIGNIFICANT_DIGITS = 3;

/** Whom a task keeps busy: what others use meanwhile has nothing to do with it. */
const PARTAKERS: Readonly<Record<TaskName, readonly ProcessName[]>> = {
  status: ['gate'],
  join: ['gate', 'redis'],
  claim: ['gate', 'redis'],
  slots: ['gate', 'redis'],
  submit: ['gate'],
  outcome: ['gate', 'redis'],
  booking: ['redis', 'worker', 'postgres', 'notifier'],
  'my bookings': ['gate', 'redis', 'api', 'postgres'],
};

/** What is measured here: everything but where and when, and the nights that were replayed. */
export type Measured = Pick<
  CapacityFigures,
  'cpuMicros' | 'idleMicros' | 'warmUpSeconds' | 'answerBytes' | 'bytes' | 'residentMb'
>;

/**
 * Measures what each thing a citizen asks costs each process, on a whole stack of its own: every task by itself, a
 * cold and a warm round as fast as it goes, and three at the share of that rate that processors are planned to be used at.
 * @param people who come: each joins, goes in, looks for slots, books and looks at the booking once
 * @param onStep told what is measured now
 */
export async function calibrate(people: number, onStep: (name: string) => void): Promise<Measured> {
  onStep('a stack, and sessions');
  await using ground = await Ground.open(people);
  return await new Calibration(ground, onStep).run();
}

/** Told the body of each answer. */
type Keep = (body: string) => void;

class Calibration {
  readonly #ground: Ground;
  readonly #onStep: (name: string) => void;
  readonly #meter: Meter;
  readonly #costs = new Map<TaskName, TaskCost>();
  readonly #answerBytes = new Map<TaskName, number>();
  readonly #chance = new Chance(SEED);

  constructor(ground: Ground, onStep: (name: string) => void) {
    this.#ground = ground;
    this.#onStep = onStep;
    this.#meter = new Meter(ground.stack.processes);
  }

  async run(): Promise<Measured> {
    const { windowId, sessions, slots, stack } = this.#ground;
    this.#onStep('nobody');
    const idleMicros = await this.#meter.beIdle(IDLE_SECONDS);
    const towns = [...new Set(slots.map(({ municipalityCode }) => municipalityCode))];
    await this.#task('status', repeated(statusCalls(windowId), sessions.length * STATUS_PER_PERSON));
    await this.#task('slots', repeated(slotCalls(windowId, towns), sessions.length));
    await this.#ground.pauseCalling();
    const emptyBytes = await this.#ground.redisBytes();
    const grants = await this.#asked('join', joinCalls(windowId, sessions), ticketGrantSchema);
    const joinedBytes = await this.#ground.redisBytes();
    await this.#ground.callEverybody();
    const tickets = grants.map(({ ticket }) => ticket);
    const passes = await this.#asked('claim', claimCalls(tickets), admissionGrantSchema);
    const postgres = await this.#book(passes.map(({ pass }) => pass));
    const bookedBytes = await this.#ground.redisBytes();
    await this.#task('my bookings', bookingsCalls(sessions.slice(0, MOST_BOOKING_LOOKS)));
    this.#onStep('idle connections');
    const gateMb = async () => (await this.#meter.residentMb()).gate;
    const gatePerConnection = await idleConnectionBytes(stack.gateUrl, windowId, gateMb);
    const resident = await this.#meter.residentMb();
    return {
      cpuMicros: eachTask((task) => costTo(PARTAKERS[task], this.#costOf(task).cpuMicros)),
      idleMicros: eachProcess((name) => Math.round(idleMicros[name])),
      warmUpSeconds: eachProcess((name) => significant(this.#warmUpSeconds(name))),
      answerBytes: eachTask((task) => Math.round(this.#answerBytes.get(task) ?? 0)),
      bytes: {
        redisPerPerson: significant((joinedBytes - emptyBytes) / sessions.length),
        redisPerBooking: Math.round((bookedBytes - joinedBytes) / sessions.length),
        ...postgres,
        gatePerConnection: Math.round(gatePerConnection),
      },
      residentMb: eachProcess((name) => Math.round(resident[name])),
    };
  }

  /** Everybody books, and each round ends with the last message: what the gate does is submitting, all else is the booking. */
  async #book(passes: readonly string[]) {
    const { windowId, slots, stack } = this.#ground;
    const keyring = Keyring.parse(stack.secrets.PASS_KEYS);
    const requests = passes.map((pass) => {
      const key = randomUUID();
      return { pass, key, requestId: requestIdOf(verifyPass(keyring, pass)?.personKey ?? '', windowId, key) };
    });
    const before = await this.#ground.books();
    const calls = submitCalls(
      requests,
      slots.map(({ id }) => id),
    );
    await this.#sample('submit', calls.slice(0, SAMPLE));
    let sent = SAMPLE;
    const cost = await this.#rounds('submit', calls.slice(SAMPLE), undefined, async (round) => {
      sent += round.length;
      await this.#ground.settled(sent);
    });
    this.#costs.set('submit', cost);
    this.#costs.set('booking', cost);
    const after = await this.#ground.books();
    await this.#task('outcome', outcomeCalls(requests));
    return {
      journalPerBooking: Math.round((after.journal - before.journal) / calls.length),
      diskPerBooking: Math.round((after.disk - before.disk) / calls.length),
    };
  }

  /** Asks and keeps what was answered. */
  async #asked<Schema extends z.ZodType>(task: TaskName, calls: Calls, schema: Schema): Promise<z.output<Schema>[]> {
    const answers: z.output<Schema>[] = [];
    await this.#task(task, calls, (body) => {
      answers.push(schema.parse(JSON.parse(body)));
    });
    return answers;
  }

  async #task(task: TaskName, calls: Calls, keep?: Keep): Promise<void> {
    await this.#sample(task, calls.slice(0, SAMPLE), keep);
    this.#costs.set(task, await this.#rounds(task, calls.slice(SAMPLE), keep));
  }

  /** @param after what else belongs to a round */
  async #rounds(task: TaskName, calls: Calls, keep?: Keep, after?: (round: Calls) => Promise<void>): Promise<TaskCost> {
    this.#onStep(task);
    const rounds: Round[] = [];
    const each = Math.ceil(calls.length / ROUNDS);
    let perSecond = Number.POSITIVE_INFINITY;
    for (let at = 0; at < calls.length; at += each) {
      const round = calls.slice(at, at + each);
      const isAtOnce = rounds.length < AT_ONCE;
      const cost = await this.#meter.of(async () => {
        await (isAtOnce ? this.#atOnce(round, keep) : this.#atRate(task, round, perSecond, keep));
        await after?.(round);
      });
      if (isAtOnce) perSecond = (USE * round.length) / cost.seconds;
      rounds.push({ amount: round.length, cost });
    }
    return taskCost(rounds);
  }

  async #sample(task: TaskName, calls: Calls, keep?: Keep): Promise<void> {
    this.#answerBytes.set(task, (await this.#atOnce(calls, keep)) / calls.length);
  }

  /** As fast as it goes; returns the bytes of the answers. */
  async #atOnce(calls: Calls, keep?: Keep): Promise<number> {
    let bytes = 0;
    const welcome = (answer: Buffer): boolean => {
      bytes += answer.length;
      if (isSuccess(answer)) keep?.(answer.toString('utf8', answer.indexOf('\r\n\r\n')));
      return isSuccess(answer);
    };
    const amount = calls.length;
    await fire(this.#ground.stack.gateUrl, calls, { amount }, { connections: CONNECTIONS, welcome });
    return bytes;
  }

  /** Independently of each other, as people come; waits for the last answer. */
  async #atRate(task: TaskName, calls: Calls, perSecond: number, keep?: Keep): Promise<void> {
    const refusals: string[] = [];
    let dueMs = 0;
    const load = {
      url: this.#ground.stack.gateUrl,
      requests: calls.map((call) => call.toString('latin1')),
      scheduleMs: Float64Array.from(calls, () => (dueMs += this.#chance.after(1_000 / perSecond))),
      onAnswer: ({ status, body }: WireAnswer) => (isGood(status) ? keep?.(body) : refusals.push(body)),
    };
    const { statuses } = await sendOnSchedule(load, { connections: CONNECTIONS });
    if (refusals.length > 0 || statuses.includes(0))
      throw new Error(`${task}: ${refusals.length} of ${calls.length} refused: ${refusals[0] ?? 'no answer'}`);
  }

  #warmUpSeconds(name: ProcessName): number {
    return [...this.#costs].reduce(
      (sum, [task, { warmUpSeconds }]) => sum + costTo(PARTAKERS[task], warmUpSeconds)[name],
      0,
    );
  }

  #costOf(task: TaskName): TaskCost {
    const cost = this.#costs.get(task);
    if (cost === undefined) throw new TypeError(`${task} was not measured`);
    return cost;
  }
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The calls again and again, so many in all. */
function repeated(calls: Calls, amount: number): Calls {
  return Array.from({ length: amount }, (_, index) => calls[index % calls.length] ?? Buffer.alloc(0));
}

function costTo(partakers: readonly ProcessName[], amounts: PerProcess): PerProcess {
  return eachProcess((name) => (partakers.includes(name) ? significant(amounts[name]) : 0));
}

/** No more digits than another run would give again. */
function significant(amount: number): number {
  return Number(amount.toPrecision(SIGNIFICANT_DIGITS));
}

function eachTask<Value>(valueOf: (task: TaskName) => Value): Record<TaskName, Value> {
  return {
    status: valueOf('status'),
    join: valueOf('join'),
    claim: valueOf('claim'),
    slots: valueOf('slots'),
    submit: valueOf('submit'),
    outcome: valueOf('outcome'),
    booking: valueOf('booking'),
    'my bookings': valueOf('my bookings'),
  };
}
