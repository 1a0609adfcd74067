import { execFileSync } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@sunbeon/scripts';
import { z } from 'zod';
import type { Effort } from './bench.ts';
import { type Finding, isKept } from './finding.ts';

const findingSchema = z.object({
  scenario: z.string(),
  name: z.string(),
  value: z.number(),
  unit: z.string(),
  target: z.union([z.object({ atLeast: z.number() }), z.object({ atMost: z.number() })]).nullable(),
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
  }),
  effort: z.object({ rounds: z.int(), secondsPerRound: z.number(), waiting: z.array(z.int()) }),
  findings: z.array(findingSchema),
});

/** Everything one run found, and where it ran. */
export type Report = z.infer<typeof reportSchema>;

const loadBefore = loadavg()[0] ?? 0;

export function reportOf(findings: readonly Finding[], effort: Effort): Report {
  const processors = cpus();
  return {
    takenAt: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes'),
    machine: {
      cpu: processors[0]?.model ?? 'unknown',
      cores: processors.length,
      memoryGib: Math.round(totalmem() / 2 ** 30),
      node: process.versions.node,
      loadBefore,
    },
    effort: { ...effort, waiting: [...effort.waiting] },
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
export function tableOf({ findings, commit, machine }: Report): string {
  const { cpu, cores, memoryGib, node } = machine;
  const rows = findings.map((finding) => [
    finding.target === null ? ' ' : isKept(finding) ? '✓' : '✗',
    finding.scenario,
    finding.name,
    figure(finding),
    targetText(finding),
    finding.detail,
  ]);
  return `${commit} on ${cores} × ${cpu}, ${memoryGib} GiB, Node ${node}\n\n${columns(rows)}`;
}

/** What changed from one report to a later one, finding by finding. */
export function comparisonOf(before: Report, after: Report): string {
  const old = new Map(before.findings.map((finding) => [`${finding.scenario} ${finding.name}`, finding]));
  const rows = after.findings.map((finding) => {
    const earlier = old.get(`${finding.scenario} ${finding.name}`);
    if (earlier === undefined) return [finding.scenario, finding.name, 'new', figure(finding), ''];
    const change = (finding.value / earlier.value - 1) * 100;
    const sign = change > 0 ? '+' : '';
    return [finding.scenario, finding.name, figure(earlier), figure(finding), `${sign}${change.toFixed(1)} %`];
  });
  return `since ${before.commit} of ${before.takenAt}\n\n${columns(rows)}`;
}

function figure({ value, unit }: Finding): string {
  const digits = unit === 'τ' ? 5 : unit === 'bytes' ? 1 : 2;
  return `${value.toFixed(digits)} ${unit}`;
}

function targetText({ target }: Finding): string {
  if (target === null) return '';
  return 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`;
}

function columns(rows: readonly (readonly string[])[]): string {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function git(...args: readonly string[]): string {
  try {
    return execFileSync('git', [...args], { cwd: repositoryRoot, encoding: 'utf8' }).trim();
  } catch {
    return 'no commit';
  }
}
