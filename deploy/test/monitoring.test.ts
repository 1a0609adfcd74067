import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { findPromtool } from '@sunbeon/test-kit';
import { parse } from 'yaml';
import { z } from 'zod';
import { deployDir } from './manifests.ts';

const monitoringDir = join(deployDir, 'monitoring');
const read = (...path: string[]) => readFileSync(join(deployDir, ...path), 'utf8');

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          annotations: z.object({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});

const dashboardSchema = z.object({
  panels: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      targets: z.array(z.object({ expr: z.string() })).default([]),
    }),
  ),
});

let promtool: string;
beforeAll(async () => {
  promtool = await findPromtool();
});

const rules = rulesSchema.parse(parse(read('monitoring', 'alerts.yaml'))).groups.flatMap((group) => group.rules);
const panels = dashboardSchema.parse(JSON.parse(read('monitoring', 'dashboard.json'))).panels;

function runPromtool(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(promtool, args, { cwd: monitoringDir, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

test('the alerts speak in a bad night and are silent in a good one', () => {
  expect(runPromtool('check', 'rules', 'alerts.yaml')).toMatchObject({ status: 0 });
  expect(runPromtool('test', 'rules', 'alerts.test.yaml')).toMatchObject({ status: 0 });
});

test('every question of the dashboard is one that Prometheus understands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sunbeon-dashboard-'));
  const file = join(folder, 'questions.yaml');
  const questions = panels.flatMap(({ id, targets }) =>
    targets.map(({ expr }, n) => ({ record: `panel:${id}:${n}`, expr })),
  );
  expect(questions.length).toBeGreaterThan(25);
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'dashboard', rules: questions }] }));
  const checked = runPromtool('check', 'rules', file);
  rmSync(folder, { recursive: true, force: true });
  expect(checked).toMatchObject({ status: 0 });
});

test('every alert is tried, and says where to read what to do', () => {
  const tried = read('monitoring', 'alerts.test.yaml');
  const headings = read('..', 'docs', 'operating.md')
    .split('\n')
    .filter((line) => line.startsWith('#'));
  for (const { alert, annotations } of rules) {
    expect(tried).toContain(`"${alert}"`);
    expect(annotations.runbook).toBe(`docs/operating.md#${alert.toLowerCase()}`);
    expect(headings).toContain(`#### ${alert}`);
  }
});

/** What measures are called: everything that begins like one of ours, or Node's. */
function measuresIn(expr: string): string[] {
  return expr.match(/\b(?:gate|worker|notifier|api|process|nodejs)_[a-z0-9_]+/g) ?? [];
}

test('alerts and dashboard ask for nothing that is not measured', () => {
  const documented = new Set(read('..', 'docs', 'metrics.md').match(/(?<=^\| `)\w+/gm));
  const asked = new Set(
    [...rules, ...panels.flatMap(({ targets }) => targets)].flatMap(({ expr }) => measuresIn(expr)),
  );
  expect(asked.size).toBeGreaterThan(20);
  for (const measure of asked) {
    const name = measure.replace(/_(?:bucket|count|sum)$/, '');
    expect([...documented]).toContain(documented.has(measure) ? measure : name);
  }
});
