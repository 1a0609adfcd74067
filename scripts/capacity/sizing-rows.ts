import { MAX_ACTIVE, MAX_PER_SECOND } from '@sunbeon/core';
import type { Margins, PlannedNight } from './night.ts';
import type { Sizing } from './sizing.ts';

/** One thing a night needs, and out of what that comes. */
export interface SizingRow {
  readonly part: string;
  readonly needed: string;
  readonly because: string;
}

/** What a night needs, as a table for people. */
export function sizingRows(night: PlannedNight, margins: Margins, sizing: Sizing): SizingRow[] {
  return [
    ...processRows(margins, sizing),
    ...storeRows(night, sizing),
    ...wireRows(night, margins, sizing),
    ...promiseRows(night, sizing),
  ];
}

function processRows(
  { utilisation, spare }: Margins,
  { busiest, cores, gates, workers, notifiers, apis }: Sizing,
): SizingRow[] {
  const share = `${cent(utilisation)} % of each, ${spare} may be lost`;
  return [
    {
      part: 'gate processes',
      needed: String(gates),
      because: `${tenth(cores.gate)} cores: ${count(busiest.join)} joins, ${count(busiest.status)} statuses, ${count(busiest.slots)} looks at slots a second; ${share}`,
    },
    {
      part: 'workers',
      needed: String(workers),
      because: `${tenth(cores.worker)} cores: ${count(busiest.booking)} bookings a second; ${share}`,
    },
    {
      part: 'notifiers',
      needed: String(notifiers),
      because: `${tenth(cores.notifier)} cores: a message for each booking; ${share}`,
    },
    {
      part: 'api, citizens’ door',
      needed: String(apis),
      because: `${tenth(cores.api)} cores: ${count(busiest['my bookings'])} looks at bookings a second; ${share}`,
    },
  ];
}

function storeRows({ windows }: PlannedNight, sizing: Sizing): SizingRow[] {
  const {
    cores,
    redisShards,
    redisGb,
    postgresCores,
    postgresConnections,
    postgresDiskGb,
    journalMbPerSecond,
    gateMb,
  } = sizing;
  return [
    {
      part: 'Redis shards, each with a replica',
      needed: String(redisShards),
      because: `${tenth(cores.redis)} cores; each line whole on one shard, ${windows} in all; the booking queue on one, which bears ${count(sizing.queueBears)} a second`,
    },
    {
      part: 'Redis memory',
      needed: `${tenth(redisGb)} GB`,
      because: 'places and an hour of requests, twice, for the copy while it writes its file',
    },
    {
      part: 'Postgres cores',
      needed: String(postgresCores),
      because: `${tenth(cores.postgres)} used; the staff’s door beside`,
    },
    {
      part: 'Postgres connections',
      needed: String(postgresConnections),
      because: 'six of each worker, notifier and api; behind a pooler in session mode beyond a few hundred',
    },
    {
      part: 'Postgres disk',
      needed: `${tenth(postgresDiskGb)} GB`,
      because: `bookings with their requests, messages and indexes; a journal of ${tenth(journalMbPerSecond)} MB/s meanwhile`,
    },
    {
      part: 'memory of a gate',
      needed: `${count(gateMb)} MB`,
      because: 'the process and its connections; a roll is 8 bytes a person more',
    },
  ];
}

function wireRows(night: PlannedNight, { carrierPerSecond }: Margins, sizing: Sizing): SizingRow[] {
  const { sockets, statusPerSecond, gbitPerSecond, messages } = sizing;
  const cached = night.edgeShare === 0 ? 'no cache in front' : `a cache answers ${cent(night.edgeShare)} %`;
  return [
    {
      part: 'status requests a second',
      needed: count(statusPerSecond.asked),
      because: `${count(statusPerSecond.atGates)} of them reach a gate: ${cached}`,
    },
    {
      part: 'connections at the gates',
      needed: count(sockets.gates),
      because: `kept for 65 s; ${count(sockets.edge)} at what stands in front`,
    },
    {
      part: 'bandwidth of answers',
      needed: `${tenth(gbitPerSecond.gates)} Gbit/s`,
      because: `at the gates, uncompressed; ${tenth(gbitPerSecond.edge)} Gbit/s with what the cache answers; pages not counted`,
    },
    {
      part: 'messages a second',
      needed: count(messages.perSecond),
      because: `${carrierPerSecond === null ? 'as bookings come' : 'the carrier’s limit'}; SMPP sessions of 500 messages under way: ${messages.carrierSessions}; the last ${seconds(messages.lastAfterSeconds)} after the last booking`,
    },
  ];
}

function promiseRows(night: PlannedNight, { opening, calledPerSecond, bookingAtATime }: Sizing): SizingRow[] {
  const kept = opening.longestWaitSeconds <= night.numberWithinSeconds * 1.01;
  const lift = kept
    ? ''
    : `; ${Math.ceil(opening.wanted / (opening.bearable / night.windows))} windows would keep ${seconds(night.numberWithinSeconds)}`;
  return [
    {
      part: 'the longest wait for a number',
      needed: seconds(opening.longestWaitSeconds),
      because: `${count(opening.come)} joins in the first second, ${count(opening.served)} a second served, ${count(opening.bearable)} the most the lines bear${lift}`,
    },
    {
      part: '--max-per-second, all windows',
      needed: count(Math.ceil(calledPerSecond)),
      because: `everybody is called within ${seconds(night.finishSeconds)}${beyond(calledPerSecond / night.windows, MAX_PER_SECOND)}`,
    },
    {
      part: '--max-active, all windows',
      needed: count(Math.ceil(bookingAtATime)),
      because: `${seconds(night.bookingSeconds)} from being let in to booking, by Little’s law${beyond(bookingAtATime / night.windows, MAX_ACTIVE)}`,
    },
  ];
}

function beyond(each: number, most: number): string {
  return each > most ? `; a window takes ${count(most)} at most` : '';
}

function tenth(value: number): string {
  return value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function cent(share: number): string {
  return String(Math.round(share * 100));
}

function seconds(value: number): string {
  return value >= 600 ? `${tenth(value / 60)} min` : `${value.toLocaleString('en', { maximumFractionDigits: 1 })} s`;
}
