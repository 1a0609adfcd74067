import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../stack/repository.ts';

/** The processes a night is made of; Postgres counts the processes of its connections in. */
export const processNames = ['gate', 'redis', 'worker', 'postgres', 'notifier', 'api'] as const;
export type ProcessName = (typeof processNames)[number];

/** What citizens ask, and a booking from its request to the receipt of its message. */
export const taskNames = ['status', 'join', 'claim', 'slots', 'submit', 'outcome', 'booking', 'my bookings'] as const;
export type TaskName = (typeof taskNames)[number];

const amount = z.number().nonnegative();
const perProcess = z.object({
  gate: amount,
  redis: amount,
  worker: amount,
  postgres: amount,
  notifier: amount,
  api: amount,
});
const perTask = <Value extends z.ZodType>(value: Value) =>
  z.object({
    status: value,
    join: value,
    claim: value,
    slots: value,
    submit: value,
    outcome: value,
    booking: value,
    'my bookings': value,
  });

/** A night that was replayed: who came, what they asked, and what it cost. */
const nightSchema = z.object({
  name: z.string(),
  takenAt: z.string(),
  commit: z.string(),
  /** Of the machine before it began; `null` where nobody noted it. */
  loadBefore: amount.nullable(),
  people: z.int().positive(),
  gateProcesses: z.int().positive(),
  joined: z.int(),
  booked: z.int(),
  /** Booking requests that were rejected; each asked again. */
  rejected: z.int(),
  /** Joins beside the first of those who have a place: too early, not eligible, a second device. */
  otherJoins: z.int(),
  /** Did not come when they were called. */
  leftBefore: z.int(),
  /** From the opening to the last admission, and to the last answer. */
  callingSeconds: amount,
  seconds: amount,
  /** Until a status was answered, in the middle; 0 where nobody knows. */
  answerSeconds: amount,
  /** Calls as the crowd counted them; `null` where it did not. */
  calls: z.partialRecord(z.enum(taskNames), z.int()).nullable(),
  cpuSeconds: perProcess,
});

const figuresSchema = z.object({
  takenAt: z.string(),
  commit: z.string(),
  command: z.string(),
  machine: z.object({
    cpu: z.string(),
    cores: z.int(),
    memoryGib: amount,
    node: z.string(),
    loadBefore: amount,
  }),
  /** Microseconds of processor time of each process for one of each task, once it is warm. */
  cpuMicros: perTask(perProcess),
  /** Microseconds of processor time a second that each process takes while nobody comes, one window being open. */
  idleMicros: perProcess,
  /** Seconds of processor time each process takes once, until its hot code is compiled. */
  warmUpSeconds: perProcess,
  /** Bytes of an answer as it travels, headers included. */
  answerBytes: perTask(amount),
  bytes: z.object({
    /** Redis, all keys counted: whoever waits, and what a seat and a booking request add for an hour. */
    redisPerPerson: amount,
    redisPerBooking: amount,
    /** Postgres: its journal, and what stays on disk with the indexes. */
    journalPerBooking: amount,
    diskPerBooking: amount,
    /** Resident memory of a gate for an idle connection, and of each process after everything else. */
    gatePerConnection: amount,
  }),
  /** Resident megabytes of each process when the measuring ended. */
  residentMb: perProcess,
  nights: z.array(nightSchema),
});

/** Amounts by process. */
export type PerProcess = z.infer<typeof perProcess>;
/** A night that was replayed, and what it cost. */
export type MeasuredNight = z.infer<typeof nightSchema>;
/** Everything the model knows of the machine it speaks of. */
export type CapacityFigures = z.infer<typeof figuresSchema>;

/** The one place where the measured figures are kept. */
const FIGURES_FILE = join(repositoryRoot, 'data/capacity-figures.json');

/** The figures as they are committed. Throws when the file is not what it should be. */
export function readCapacityFigures(): CapacityFigures {
  return figuresSchema.parse(JSON.parse(readFileSync(FIGURES_FILE, 'utf8')));
}

/** Keeps figures that were taken anew; returns the file. */
export function writeCapacityFigures(figures: CapacityFigures): string {
  writeFileSync(FIGURES_FILE, `${JSON.stringify(figuresSchema.parse(figures), null, 2)}\n`);
  return FIGURES_FILE;
}

/** An amount for each process. */
export function eachProcess(amountOf: (name: ProcessName) => number): PerProcess {
  const [gate, redis, worker, postgres, notifier, api] = [
    amountOf('gate'),
    amountOf('redis'),
    amountOf('worker'),
    amountOf('postgres'),
    amountOf('notifier'),
    amountOf('api'),
  ];
  return { gate, redis, worker, postgres, notifier, api };
}
