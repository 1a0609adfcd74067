import { mkdir, readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { z } from 'zod';
import { commitOf, machineOf } from '../machine.ts';
import type { Effort } from './bench.ts';
import { clientNames } from './clients.ts';
import { columns } from './columns.ts';
import { type Finding, isKept } from './finding.ts';

const findingSchema = z.object({
  scenario: z.string(),
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  target: z.union([z.object({ atLeast: z.number() }), z.object({ atMost: z.number() })]).nullable(),
  noise: z.number().exactOptional(),
  detail: z.string(),
});

const reportSchema = z.object({
  takenAt: z.string(),
  commit: z.string(),
  machine: z.object({
    cpu: z.string(),
    cores: z.int(),
    memoryGib: z.number(),
    node: z.string(),
    loadBefore: z.number(),
    /** Missing in a report of before it was told. */
    loadAfter: z.number().default(Number.NaN),
  }),
  /** What stood behind the servers, by name. */
  versions: z.record(z.string(), z.string()).default({}),
  effort: z.object({
    rounds: z.int(),
    secondsPerRound: z.number(),
    waiting: z.array(z.int()),
    client: z.enum(clientNames).default('own'),
  }),
  findings: z.array(findingSchema),
});

/** Everything one run found, and where it ran. */
export type Report = z.infer<typeof reportSchema>;

export function reportOf(
  findings: readonly Finding[],
  effort: Effort,
  versions: Readonly<Record<string, string>>,
): Report {
  const { rounds, secondsPerRound, waiting, client } = effort;
  return {
    takenAt: new Date().toISOString(),
    commit: commitOf(),
    machine: { ...machineOf(), loadAfter: loadavg()[0] ?? 0 },
    versions: { ...versions },
    effort: { rounds, secondsPerRound, waiting: [...waiting], client },
    findings: [...findings],
  };
}

/** Where a report is kept; the folder is there afterwards. */
export async function reportFile({ takenAt }: Report): Promise<string> {
  const folder = join(repositoryRoot, 'reports');
  await mkdir(folder, { recursive: true });
  return join(folder, `bench-${takenAt.replaceAll(/[:.]/g, '-')}.json`);
}

/** Reads an earlier report. Throws when it is none. */
export async function readReport(file: string): Promise<Report> {
  return reportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** The findings as a table for people. */
export function tableOf({ findings, commit, machine, versions, effort }: Report): string {
  const { cpu, cores, memoryGib, node, loadBefore, loadAfter } = machine;
  const others = Object.entries({ Node: node, ...versions }).map(([name, version]) => `${name} ${version}`);
  const rows = findings.map((finding) => [
    finding.target === null ? ' ' : isKept(finding) ? '✓' : '✗',
    finding.scenario,
    finding.name,
    figure(finding),
    targetText(finding),
    finding.detail,
  ]);
  const client = effort.client === 'own' ? 'our own client' : effort.client;
  const load = `load ${loadBefore.toFixed(1)} before, ${loadAfter.toFixed(1)} after`;
  const where = `${commit} on ${cores} × ${cpu}, ${memoryGib} GiB, ${others.join(', ')}; ${client}; ${load}`;
  return `${where}\n\n${columns(rows)}`;
}

/** A figure with its unit, in as many digits as say something. */
export function figure({ value, unit }: Pick<Finding, 'value' | 'unit'>): string {
  const digits = unit === 'τ' ? 5 : unit === 'bytes' ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

function targetText({ target }: Finding): string {
  if (target === null) return '';
  return 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
}
