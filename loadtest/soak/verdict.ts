import { type Growth, type GrowthLimit, growthOf, lowest, type Reading } from './growth.ts';
import type { Sample } from './sample.ts';

/** One figure of the run and how it moved. */
export interface Finding extends Growth {
  readonly what: string;
  readonly unit: 'MiB' | 'count' | 'ms' | '% of a core';
  /** Whether growing would be a fault. What is kept of people grows with them. */
  readonly judged: boolean;
}

const MIB = 1_048_576;
/** Memory may drift by a tenth in an hour, or by this much: in a process with little to do nothing is collected for longer. */
const MEMORY: GrowthLimit = { share: 0.1, atLeast: 12 };
const COUNTS: GrowthLimit = { share: 0.05, atLeast: 5 };
/** A shared machine is not steadier than that. */
const LATENCY: GrowthLimit = { share: 0.25, atLeast: 2 };
/** People come at one pace: what they cost must stay the same, whoever else uses the machine. */
const CPU: GrowthLimit = { share: 0.15, atLeast: 1 };
/** Long enough that each heap was collected within it. */
const COLLECTED_WITHIN_SECONDS = 120;

/** Of what a database keeps of people: their places, requests and bookings. */
const KEEPS_PEOPLE = new Set(['redis', 'postgres', 'sandbox', 'load']);

/** Every figure of the samples from `fromSeconds` on, judged for growth. */
export function findingsOf(samples: readonly Sample[], fromSeconds: number): Finding[] {
  const kept = samples.filter(({ atSeconds }) => atSeconds >= fromSeconds);
  return [...memory(kept), ...heaps(kept), ...counts(kept), ...work(kept), ...latencies(kept)];
}

/** What grew although it must not. */
export function faultsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ grows, judged }) => grows && judged);
}

function memory(samples: readonly Sample[]): Finding[] {
  return keysOf(samples, ({ processes }) => processes).map((name) => {
    const readings = series(samples, ({ processes }) => (processes[name]?.memory ?? Number.NaN) / MIB);
    return { what: `memory, ${name}`, unit: 'MiB', judged: !KEEPS_PEOPLE.has(name), ...growthOf(readings, MEMORY) };
  });
}

function heaps(samples: readonly Sample[]): Finding[] {
  return keysOf(samples, ({ services }) => services).map((name) => {
    const readings = series(samples, ({ services }) => (services[name]?.heap ?? Number.NaN) / MIB);
    const collected = lowest(readings, COLLECTED_WITHIN_SECONDS);
    return { what: `heap after collection, ${name}`, unit: 'MiB', judged: true, ...growthOf(collected, MEMORY) };
  });
}

function counts(samples: readonly Sample[]): Finding[] {
  const ofProcesses = keysOf(samples, ({ processes }) => processes).map((name) => ({
    what: `open descriptors, ${name}`,
    readings: series(samples, ({ processes }) => processes[name]?.descriptors ?? Number.NaN),
  }));
  const ofServices = keysOf(samples, ({ services }) => services).map((name) => ({
    what: `handles and requests, ${name}`,
    readings: series(samples, ({ services }) => services[name]?.resources ?? Number.NaN),
  }));
  const ofDatabases = [
    { what: 'connections, redis', readings: series(samples, ({ redis }) => redis.clients) },
    { what: 'connections, postgres', readings: series(samples, ({ postgres }) => postgres.connections) },
  ];
  return [...ofProcesses, ...ofServices, ...ofDatabases].map(({ what, readings }) => ({
    what,
    unit: 'count',
    judged: true,
    ...growthOf(readings, COUNTS),
  }));
}

function work(samples: readonly Sample[]): Finding[] {
  return keysOf(samples, ({ cpu }) => cpu).map((name) => {
    const readings = series(samples, ({ cpu }) => (cpu[name] ?? Number.NaN) * 100);
    return { what: `CPU, ${name}`, unit: '% of a core', judged: true, ...growthOf(readings, CPU) };
  });
}

function latencies(samples: readonly Sample[]): Finding[] {
  const ofCalls = keysOf(samples, (sample) => sample.latencies).flatMap((kind) =>
    (['p50', 'p99'] as const).map((share) => ({
      what: `${share} of ${kind}`,
      readings: series(samples, (sample) => sample.latencies[kind]?.[share] ?? Number.NaN),
    })),
  );
  const lags = keysOf(samples, ({ services }) => services).map((name) => ({
    what: `event loop late (p99), ${name}`,
    readings: series(samples, ({ services }) => services[name]?.lagMs ?? Number.NaN),
  }));
  return [...ofCalls, ...lags].map(({ what, readings }) => ({
    what,
    unit: 'ms',
    judged: true,
    ...growthOf(readings, LATENCY),
  }));
}

function keysOf(samples: readonly Sample[], part: (sample: Sample) => Readonly<Record<string, unknown>>): string[] {
  return [...new Set(samples.flatMap((sample) => Object.keys(part(sample))))];
}

function series(samples: readonly Sample[], value: (sample: Sample) => number): Reading[] {
  return samples.map((sample) => ({ atSeconds: sample.atSeconds, value: value(sample) }));
}
