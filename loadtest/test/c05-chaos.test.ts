import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { planFaults, targets } from '../chaos/fault-plan.ts';
import { runChaos } from '../chaos/run-chaos.ts';

/** A seed whose first eight faults kill each of the main parts once. */
const SEED = 21_061;
const KILLED = ['kill gate', 'kill worker', 'kill notifier', 'kill redis', 'kill postgres'];
const PEOPLE = 48;

let dataDir: string;
const said: string[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sunbeon-chaos-'));
  // An embedded Postgres that may not run as root has to reach it.
  await chmod(dataDir, 0o755);
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('everything is killed, Redis is emptied, wires are cut: nobody is lied to, nobody is forgotten', async () => {
  const faults = planFaults({ seed: SEED, kills: 8, everyMs: 1_300, longestMs: 1_500, only: targets });
  const report = await runChaos({
    seed: SEED,
    faults,
    people: PEOPLE,
    nightEveryMs: 8_000,
    dataDir,
    fromSource: true,
    gateProcesses: 1,
    apiProcesses: 1,
    patienceMs: 60_000,
    hurryMessages: true,
    say: (line) => said.push(line),
  });
  const broken = report.findings.filter(({ violations }) => violations > 0);
  expect({ broken, said: broken.length > 0 ? said : [] }).toEqual({ broken: [], said: [] });
  expect(Object.keys(report.faultsByKind)).toEqual(expect.arrayContaining([...KILLED, 'flush redis', 'cut postgres']));
  expect(report.people).toBe(2 * PEOPLE);
  expect(report.bookings).toBeGreaterThan(PEOPLE);
});
