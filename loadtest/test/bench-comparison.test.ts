import { expect, test } from '@jest/globals';
import { changeOf, comparisonOf } from '../bench/comparison.ts';
import type { Finding } from '../bench/finding.ts';
import { type Report, reportOf } from '../bench/report.ts';

const effort = { rounds: 3, secondsPerRound: 2, waiting: [], rollRows: 1, client: 'own' } as const;

function aFinding(overrides: Partial<Finding> = {}): Finding {
  const target = { atLeast: 0.8 };
  return { scenario: 'status', name: 'share', value: 1, unit: '×', target, noise: 0.02, detail: '', ...overrides };
}

function aReport(findings: readonly Finding[], overrides: Partial<Report> = {}): Report {
  return { ...reportOf(findings, effort, { Redis: '7.0.15' }), ...overrides };
}

test.each<[string, Partial<Finding>, string]>([
  ['within 5 % nothing changed', { value: 1.04 }, 'no change (+4.0 %, noise ±5.0 %)'],
  ['within the noise of both runs neither', { value: 0.9, noise: 0.1 }, 'no change (-10.0 %, noise ±12.0 %)'],
  ['more is better where there is a floor', { value: 1.2 }, 'better by 20.0 %'],
  ['less is worse, and a floor may be missed by it', { value: 0.7 }, 'worse by 30.0 %, missed now'],
  ['less is better where there is a ceiling', { value: 0.8, target: { atMost: 2 } }, 'better by 20.0 %'],
  ['more is worse where there is a ceiling', { value: 1.5, target: { atMost: 2 } }, 'worse by 50.0 %'],
  ['without a target more is just more', { value: 1.5, target: null }, '50.0 % more'],
  ['another unit is another figure', { unit: 'ms' }, 'not to be compared'],
])('%s', (_name, now, words) => {
  expect(changeOf(aFinding(now.target === undefined ? {} : { target: now.target }), aFinding(now))).toBe(words);
});

test('a floor that is kept again is said, even within the noise', () => {
  expect(changeOf(aFinding({ value: 0.79 }), aFinding({ value: 0.81 }))).toBe(
    'no change (+2.5 %, noise ±5.0 %), kept now',
  );
});

test('a comparison names what is new, what is gone, and what makes two runs hard to compare', () => {
  const before = aReport([aFinding(), aFinding({ name: 'old' }), aFinding({ scenario: 'join' })]);
  const { cores, loadBefore } = before.machine;
  const machine = { ...before.machine, cores: cores + 62, loadBefore: 3 * loadBefore + 3 };
  const after = aReport([aFinding({ value: 2 }), aFinding({ name: 'young' })], {
    machine,
    versions: { Redis: '8.0.0' },
    effort: { ...before.effort, client: 'autocannon' },
  });
  const told = comparisonOf(before, after);
  expect(told).toContain('not the same: machine (');
  expect(told).toContain('not the same: client (own → autocannon)');
  expect(told).toContain('not the same: Redis (7.0.15 → 8.0.0)');
  expect(told).toContain('not the same: load (');
  expect(told).toContain('not run this time: join\n');
  expect(told).toMatch(/share +1.00 × +2.00 × +better by 100.0 %/);
  expect(told).toMatch(/young .* new\n/);
  expect(told).toMatch(/old .* not measured this time\n/);
  expect(told).toContain('1 better, 0 worse, 0 unchanged, 1 without a verdict');
});

test('two runs alike are told apart by nothing but their figures', () => {
  const report = aReport([aFinding()]);
  expect(comparisonOf(report, report)).not.toContain('not the same');
});
