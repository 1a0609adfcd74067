import { longestWaitSeconds } from './arrivals.ts';
import { PRESENT_EVERY_SECONDS } from './behaviour.ts';
import type { CapacityFigures, PerProcess } from './figures.ts';
import { busiestSecond, type Counts, cpuOf, type Opening, openingOf } from './load.ts';
import { looksPerSecond } from './looks.ts';
import { callingRate, type Margins, type PlannedNight } from './night.ts';

/** The service keeps a connection open this long after an answer (`packages/service-kit`). */
const KEEP_ALIVE_SECONDS = 65;
/** Messages a carrier may owe an acknowledgement for, on one session (`SMPP_WINDOW`). */
const CARRIER_WINDOW = 500;
/** Connections to Postgres that each worker, notifier and api holds at most, as it comes (`DATABASE_POOL`). */
const POOL = 6;
/** Postgres always has a second core for what is not the crowd's, and Redis' memory room for a copy while it writes its file. */
const LEAST_POSTGRES_CORES = 2;
const REDIS_COPY = 2;
/** Redis keeps requests, outcomes and drafts for an hour. */
const KEPT_SECONDS = 3_600;
/** Two are the least of which one may be lost. */
const LEAST_PROCESSES = 2;

/** What a night needs, and what it will be like. */
export interface Sizing {
  readonly opening: Opening & { readonly longestWaitSeconds: number };
  /** People a second who are called, and those who are in at a time: Little's law. */
  readonly calledPerSecond: number;
  readonly bookingAtATime: number;
  readonly busiest: Counts;
  readonly cores: PerProcess;
  readonly gates: number;
  readonly workers: number;
  readonly notifiers: number;
  readonly apis: number;
  readonly redisShards: number;
  /** Bookings a second that the one queue bears. */
  readonly queueBears: number;
  readonly postgresCores: number;
  readonly postgresConnections: number;
  readonly redisGb: number;
  readonly postgresDiskGb: number;
  readonly journalMbPerSecond: number;
  readonly gateMb: number;
  readonly sockets: { readonly edge: number; readonly gates: number };
  readonly statusPerSecond: { readonly asked: number; readonly atGates: number };
  readonly gbitPerSecond: { readonly edge: number; readonly gates: number };
  readonly messages: {
    readonly perSecond: number;
    readonly carrierSessions: number;
    readonly lastAfterSeconds: number;
  };
}

/** Sizes every part for the busiest second of a night. Rates are of one second, memory and bandwidth decimal. */
export function sizingOf(night: PlannedNight, figures: CapacityFigures, margins: Margins): Sizing {
  const { utilisation, coreSpeed } = margins;
  const opening = openingOf(night, figures, utilisation, coreSpeed);
  const busiest = busiestSecond(night, opening.served);
  const cores = coresOf(busiest, figures, coreSpeed);
  const processes = (used: number) => Math.max(Math.ceil(used / utilisation) + margins.spare, LEAST_PROCESSES);
  const gates = processes(cores.gate);
  const [workers, notifiers, apis] = [processes(cores.worker), processes(cores.notifier), processes(cores.api)];
  const sockets = socketsOf(night, busiest);
  return {
    opening: { ...opening, longestWaitSeconds: longestNumberWait(night, opening) },
    calledPerSecond: callingRate(night),
    bookingAtATime: callingRate(night) * night.behaviour.come * night.bookingSeconds,
    busiest,
    cores,
    gates,
    workers,
    notifiers,
    apis,
    queueBears: (utilisation * coreSpeed * 1_000_000) / figures.cpuMicros.booking.redis,
    redisShards: shardsOf(night, busiest, figures, margins),
    postgresCores: Math.max(LEAST_POSTGRES_CORES, Math.ceil(cores.postgres / utilisation)),
    postgresConnections: (workers + notifiers + apis) * POOL,
    ...memoryOf(night, figures, sockets.gates / gates),
    sockets,
    statusPerSecond: { asked: askedStatus(night), atGates: busiest.status },
    gbitPerSecond: bandwidthOf(night, figures, busiest),
    messages: messagesOf(night, margins),
  };
}

/** The utilisation law, part by part: cores used = calls a second × processor time a call; and what each takes when nobody comes. */
function coresOf(counts: Counts, figures: CapacityFigures, coreSpeed: number): PerProcess {
  const used = cpuOf(counts, figures);
  const idle = figures.idleMicros;
  const total = (name: keyof PerProcess) => (used[name] + idle[name] / 1_000_000) / coreSpeed;
  return {
    gate: total('gate'),
    redis: total('redis'),
    worker: total('worker'),
    postgres: total('postgres'),
    notifier: total('notifier'),
    api: total('api'),
  };
}

function longestNumberWait({ arrivals, behaviour }: PlannedNight, { served }: Opening): number {
  return Math.max(0, longestWaitSeconds(arrivals, served / (1 + behaviour.otherJoins)));
}

/** A window's line is on one shard, whole; as many lines share one as it bears, and the booking queue too where there is room. */
function shardsOf(
  { windows }: PlannedNight,
  counts: Counts,
  figures: CapacityFigures,
  { utilisation, coreSpeed }: Margins,
): number {
  const coresOfTask = (task: keyof Counts) => (counts[task] * figures.cpuMicros[task].redis) / (1_000_000 * coreSpeed);
  const line = (coresOfTask('join') + coresOfTask('claim')) / windows;
  const queue = coresOfTask('booking') + coresOfTask('outcome') + coresOfTask('slots') + coresOfTask('my bookings');
  const linesEach = Math.min(windows, Math.max(1, Math.floor(utilisation / line)));
  const shards = Math.ceil(windows / linesEach);
  const isRoomForQueue = (windows - (shards - 1) * linesEach) * line + queue <= utilisation;
  return shards + (isRoomForQueue ? 0 : 1);
}

/** Of the first minute, in which everybody is there: whoever asks more often than a connection is kept keeps it. */
function socketsOf({ arrivals, edgeShare }: PlannedNight, busiest: Counts) {
  const { status, ...others } = busiest;
  const asked = Object.values(others).reduce((sum, rate) => sum + rate, status);
  const atGates = Math.min(arrivals.people, asked * KEEP_ALIVE_SECONDS);
  return { edge: edgeShare === 0 ? atGates : arrivals.people, gates: Math.round(atGates) };
}

function askedStatus({ arrivals, finishSeconds, presentShare }: PlannedNight): number {
  const before = (arrivals.people * presentShare) / PRESENT_EVERY_SECONDS;
  return Math.max(looksPerSecond(arrivals.people, finishSeconds), before);
}

function memoryOf(night: PlannedNight, { bytes, residentMb }: CapacityFigures, socketsPerGate: number) {
  const { arrivals, behaviour } = night;
  const booked = arrivals.people * behaviour.come * behaviour.book;
  const bookedPerSecond = booked / night.finishSeconds;
  const requests = Math.min(booked, bookedPerSecond * KEPT_SECONDS);
  const redis = (arrivals.people * bytes.redisPerPerson + requests * bytes.redisPerBooking) * REDIS_COPY;
  return {
    redisGb: redis / 1e9 + residentMb.redis / 1e3,
    postgresDiskGb: (booked * bytes.diskPerBooking) / 1e9,
    journalMbPerSecond: (bookedPerSecond * bytes.journalPerBooking) / 1e6,
    gateMb: residentMb.gate + (socketsPerGate * bytes.gatePerConnection) / 1e6,
  };
}

/** Answers alone, without the pages, which every cache keeps. */
function bandwidthOf({ edgeShare }: PlannedNight, { answerBytes }: CapacityFigures, busiest: Counts) {
  const bitsOf = (task: keyof Counts, rate: number) => (rate * answerBytes[task] * 8) / 1e9;
  const cached = bitsOf('status', busiest.status) + bitsOf('slots', busiest.slots);
  const own = (['join', 'claim', 'submit', 'outcome', 'my bookings'] as const).reduce(
    (sum, task) => sum + bitsOf(task, busiest[task]),
    0,
  );
  return { edge: (edgeShare === 1 ? 0 : cached / (1 - edgeShare)) + own, gates: cached + own };
}

function messagesOf(night: PlannedNight, { carrierPerSecond, carrierSeconds }: Margins) {
  const { arrivals, behaviour, finishSeconds } = night;
  const all = arrivals.people * behaviour.come * behaviour.book;
  const perSecond = Math.min(all / finishSeconds, carrierPerSecond ?? Number.POSITIVE_INFINITY);
  return {
    perSecond,
    // Little's law: messages under way = rate × time until the acknowledgement.
    carrierSessions: Math.max(1, Math.ceil((perSecond * carrierSeconds) / CARRIER_WINDOW)),
    lastAfterSeconds: Math.max(0, all / perSecond - finishSeconds),
  };
}
