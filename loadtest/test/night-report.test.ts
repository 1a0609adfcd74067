import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { percentile } from '../replay/arrival-order.ts';
import { CallRecord } from '../replay/call-record.ts';
import { CalledLine } from '../replay/called-line.ts';
import { readChronicles, writeChronicles } from '../replay/chronicle-file.ts';
import { pageOf } from '../replay/page/page.ts';
import { figuresOf } from '../replay/report.ts';
import { toldFigures } from '../replay/told-figures.ts';
import { aChronicle, aNight, aPlace, OPENS_AT_MS } from './a-night.ts';

const folder = await mkdtemp(join(tmpdir(), 'sunbeon-night-report-'));
afterAll(() => rm(folder, { recursive: true }));

test('percentiles of calls are at most a twentieth above the true ones', () => {
  const latencies = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(latencies, fc.constantFrom(0.5, 0.99), (ms, p) => {
      const record = new CallRecord(0);
      for (const [at, tookMs] of ms.entries()) record.note('claim', at * 100, at * 100 + tookMs, 200);
      const { claim } = record.report();
      const exact = percentile(ms, p);
      const found = p === 0.5 ? claim.p50 : claim.p99;
      expect(claim.calls).toBe(ms.length);
      expect(found).toBeGreaterThanOrEqual(exact - 0.1);
      expect(found).toBeLessThanOrEqual(exact * 1.05 + 0.1);
    }),
    { numRuns: 30 },
  );
});

test('calls are counted to the second in which they were asked, and told apart by their answer', () => {
  const record = new CallRecord(OPENS_AT_MS);
  record.note('join', OPENS_AT_MS - 500, OPENS_AT_MS + 2_000, 403);
  record.note('join', OPENS_AT_MS + 999, OPENS_AT_MS + 1_200, 503);
  record.note('join', OPENS_AT_MS + 1_000, OPENS_AT_MS + 9_000, 0);
  const { join: joins } = record.report();
  expect(joins).toMatchObject({ calls: 2, shed: 1, unanswered: 1, max: 2_500 });
  expect(joins.bySecond.map(({ second, calls }) => [second, calls])).toEqual([
    [-1, 1],
    [0, 1],
  ]);
});

test('a number is called between the look before and the look after', () => {
  const line = new CalledLine([
    { atMs: 0, serving: 0 },
    { atMs: 1_000, serving: 100 },
    { atMs: 2_000, serving: 100 },
    { atMs: 2_500, serving: 150 },
  ]);
  expect(line.calledAtMs(50)).toBe(500);
  expect(line.calledAtMs(100)).toBe(1_000);
  expect(line.calledAtMs(125)).toBe(2_250);
  expect(line.calledAtMs(151)).toBeNull();
  expect(line.calledBy(-1)).toBe(0);
  expect(line.calledBy(1_500)).toBe(100);
  expect(line.calledBy(9_000)).toBe(150);
});

test('a wait that was told is held against the instant of the call', () => {
  const line = new CalledLine([
    { atMs: OPENS_AT_MS, serving: 0 },
    { atMs: OPENS_AT_MS + 10_000, serving: 10 },
  ]);
  // Number 10 was told 8 seconds (6 to 9) at the opening, and waited 10.
  const [joining] = toldFigures([aChronicle(10, { waits: [0, OPENS_AT_MS, 8, 6, 9] })], line);
  expect(joining).toMatchObject({ told: 1, tooShort: 0, medianError: 0.2, held: 0, points: [[8, 10]] });
});

test('chronicles are read back as they were written, however many', async () => {
  const path = join(folder, 'chronicles.jsonl');
  const chronicles = Array.from({ length: 2_500 }, (_, index) => aChronicle(index + 1));
  await writeChronicles(path, chronicles);
  expect(await readChronicles(path)).toEqual(chronicles);
});

test('the page asks for nothing, runs nothing and says everything in both languages', () => {
  const page = pageOf(figuresOf(aNight(), aPlace));
  expect(page).toContain("default-src 'none'");
  expect(page).not.toMatch(/<script|<link(?! rel="icon" href="data:,")|https?:|url\(|@import|<img|<iframe/);
  expect(page.match(/<(?:span|tspan) lang="ko">/g)).toHaveLength(
    page.match(/<(?:span|tspan) lang="en">/g)?.length ?? 0,
  );
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
  expect(page).toContain('2021년 7월 19일');
  expect(page).toContain('pnpm replay 2021-07-19 --people 3');
});

test('a promise that was broken is seen at the head of the page', () => {
  const [first, ...others] = aNight().checks;
  const broken = first === undefined ? [] : [{ ...first, kept: false }, ...others];
  const page = pageOf(figuresOf({ ...aNight(), checks: broken }, aPlace));
  expect(page).toContain('<div class="broken">');
  expect(page).toContain('<li class="broken">');
});

test('what people are called cannot become markup', () => {
  const page = pageOf(figuresOf(aNight(), { ...aPlace, commit: '<b>"x"&' }));
  expect(page).toContain('&lt;b&gt;&quot;x&quot;&amp;');
});
