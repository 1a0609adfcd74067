import { randomUUID } from 'node:crypto';
import { admissionGrantSchema, ticketGrantSchema } from '@sunbeon/core';
import { Keyring, requestIdOf, verifyPass } from '@sunbeon/crypto';
import { type CapacityFigures, eachProcess, type PerProcess, type ProcessName, type TaskName } from '@sunbeon/scripts';
import type { z } from 'zod';
import { fire, isSuccess } from '../bench/closed-loop.ts';
import { scheduleOf } from '../open-loop/arrival-curve.ts';
import { sendOnSchedule } from '../open-loop/open-loop.ts';
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

/** The first round is the cold one. */
const ROUNDS = 4;
/** Evenly, so that nearly every call comes alone, as in a night: among others it would cost half of that. */
const CALLS_PER_SECOND = 250;
/** A look at one's bookings takes the api and Postgres as long as twenty other calls. */
const LOOKS_PER_SECOND = 25;
/** Before the rounds so many are asked for the size of their answers. */
const SAMPLE = 64;
const IDLE_SECONDS = 8;
/** Each takes Postgres and the api a hundred times what a status takes the gate. */
const MOST_BOOKING_LOOKS = 2_000;
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
 * Measures what each thing a citizen asks costs each process, on a whole stack of its own: every task by itself and
 * call by call, a cold round and three warm ones.
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
    await this.#task('status', repeated(statusCalls(windowId), sessions.length));
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
    const cost = await this.#rounds('submit', calls.slice(SAMPLE), async (round) => {
      await this.#send('submit', round);
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
    this.#costs.set(task, await this.#rounds(task, calls.slice(SAMPLE), (round) => this.#send(task, round, keep)));
  }

  async #rounds(task: TaskName, calls: Calls, work: (round: Calls) => Promise<void>): Promise<TaskCost> {
    this.#onStep(task);
    const rounds: Round[] = [];
    const each = Math.ceil(calls.length / ROUNDS);
    for (let at = 0; at < calls.length; at += each) {
      const round = calls.slice(at, at + each);
      rounds.push({ amount: round.length, cost: await this.#meter.of(() => work(round)) });
    }
    return taskCost(rounds);
  }

  async #sample(task: TaskName, calls: Calls, keep?: Keep): Promise<void> {
    let bytes = 0;
    const welcome = (answer: Buffer): boolean => {
      bytes += answer.length;
      if (isSuccess(answer)) keep?.(answer.toString('utf8', answer.indexOf('\r\n\r\n')));
      return isSuccess(answer);
    };
    const amount = calls.length;
    await fire(this.#ground.stack.gateUrl, calls, { amount }, { connections: 1, welcome });
    this.#answerBytes.set(task, bytes / amount);
  }

  /** Asks each when it is due, and waits for the last answer. */
  async #send(task: TaskName, calls: Calls, keep?: Keep): Promise<void> {
    const perSecond = task === 'my bookings' ? LOOKS_PER_SECOND : CALLS_PER_SECOND;
    const curve = [{ seconds: calls.length / perSecond, fromPerSecond: perSecond, toPerSecond: perSecond }];
    const refusals: string[] = [];
    const { statuses } = await sendOnSchedule({
      url: this.#ground.stack.gateUrl,
      requests: calls.map((call) => call.toString('latin1')),
      scheduleMs: scheduleOf(curve),
      onAnswer: ({ status, body }) =>
        status === 200 || status === 201 || status === 202 ? keep?.(body) : refusals.push(body),
    });
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
