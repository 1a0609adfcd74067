import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  civilDateOf,
  clockTimeOf,
  dayOfWeek,
  formatInSeoul,
  type HoursLine,
  instantInSeoul,
  koreanHolidaysOn,
  minuteOfDay,
  type SitePlan,
  siteHoursSchema,
  siteSlotPlan,
} from '../src/index.ts';

const MONDAY = 1;
const line: HoursLine = {
  weekday: MONDAY,
  opens: '09:00',
  closes: '12:00',
  everyMinutes: 60,
  capacity: 4,
  product: '백신',
};
const base: SitePlan = {
  hours: [line],
  from: civilDateOf('2026-11-23'),
  weeks: 1,
  holidaysOn: koreanHolidaysOn,
  openOnHolidays: false,
  blocks: [],
  nowMs: instantInSeoul('2026-11-20', '09:00').getTime(),
};

const clocks = (given: Partial<SitePlan>) =>
  siteSlotPlan({ ...base, ...given }).times.map(({ startsAt }) => formatInSeoul(startsAt, 'MM-dd HH:mm'));

test('hours become the times that are over before the site closes, on their day of the week', () => {
  expect(clocks({})).toEqual(['11-23 09:00', '11-23 10:00', '11-23 11:00']);
  expect(clocks({ hours: [{ ...line, closes: '11:59' }] })).toEqual(['11-23 09:00', '11-23 10:00']);
  expect(clocks({ weeks: 2, hours: [{ ...line, opens: '11:00' }] })).toEqual(['11-23 11:00', '11-30 11:00']);
  expect(clocks({ hours: [{ ...line, opens: '23:00', closes: '24:00' }] })).toEqual(['11-23 23:00']);
});

const at = (time: string) => instantInSeoul('2026-11-23', time).getTime();

test('what has begun and what reaches into a block is left out and counted', () => {
  expect(clocks({ nowMs: at('10:00') })).toEqual(['11-23 11:00']);
  const blocks = [{ fromMs: at('09:59'), untilMs: at('10:00') }];
  expect(clocks({ blocks })).toEqual(['11-23 10:00', '11-23 11:00']);
  const plan = siteSlotPlan({ ...base, nowMs: at('09:00'), blocks: [{ fromMs: at('11:30'), untilMs: at('13:00') }] });
  expect(plan.skipped).toEqual({ holidays: [], blocked: 1, past: 1 });
});

test('a public holiday is left out by name, unless the site is open then', () => {
  const newYear = { from: civilDateOf('2027-02-08'), hours: [line, { ...line, weekday: 2 }] };
  const plan = siteSlotPlan({ ...base, ...newYear });
  expect(plan.times).toEqual([]);
  expect(plan.skipped.holidays).toEqual([
    { day: '2027-02-08', names: ['설날 다음 날'], times: 3 },
    { day: '2027-02-09', names: ['대체공휴일(설날)'], times: 3 },
  ]);
  expect(clocks({ ...newYear, openOnHolidays: true })).toHaveLength(6);
});

test('a year whose holidays nobody knows yet is named, where there are times in it', () => {
  const ahead = { from: civilDateOf('2027-12-27'), weeks: 1 };
  expect(siteSlotPlan({ ...base, ...ahead }).unknownYears).toEqual([]);
  expect(siteSlotPlan({ ...base, ...ahead, weeks: 3 }).unknownYears).toEqual([2028]);
});

test.each([
  ['2021-02-12', ['설날']],
  ['2021-08-16', ['대체공휴일(광복절)']],
  ['2021-09-21', ['추석']],
  ['2021-10-04', ['대체공휴일(개천절)']],
  ['2021-10-11', ['대체공휴일(한글날)']],
  ['2021-06-07', []],
  ['2026-02-17', ['설날']],
  ['2026-03-02', ['대체공휴일(3ㆍ1절)']],
  ['2026-05-25', ['대체공휴일(부처님 오신 날)']],
  ['2026-06-03', ['전국동시지방선거']],
  ['2026-09-25', ['추석']],
  ['2026-11-23', []],
  ['2027-02-07', ['설날']],
  ['2027-02-09', ['대체공휴일(설날)']],
  ['2027-09-15', ['추석']],
  ['2027-12-27', ['대체공휴일(기독탄신일)']],
  ['2017-01-01', null],
  ['2028-01-01', null],
])('%s is %j in the Korean calendar', (day, names) => {
  expect(koreanHolidaysOn(civilDateOf(day))).toEqual(names);
});

test('hours of one product may not overlap; of two they may', () => {
  expect(siteHoursSchema.safeParse([line, { ...line, opens: '11:00' }]).success).toBe(false);
  expect(siteHoursSchema.safeParse([line, { ...line, opens: '12:00', closes: '13:00' }]).success).toBe(true);
  expect(siteHoursSchema.safeParse([line, { ...line, product: '다른 백신' }]).success).toBe(true);
  expect(siteHoursSchema.safeParse([{ ...line, opens: '11:30', everyMinutes: 31 }]).success).toBe(false);
  expect(siteHoursSchema.safeParse([{ ...line, product: '=1+1' }]).success).toBe(false);
});

const anyLine = fc
  .record({
    weekday: fc.integer({ min: 0, max: 6 }),
    opensAt: fc.integer({ min: 0, max: 95 }),
    quarters: fc.integer({ min: 1, max: 96 }),
    everyMinutes: fc.integer({ min: 5, max: 240 }),
    capacity: fc.integer({ min: 1, max: 20 }),
    product: fc.constantFrom('가', '나'),
  })
  .map(({ opensAt, quarters, ...rest }) => {
    const closesAt = Math.min(96, opensAt + quarters);
    return { ...rest, opens: clockTimeOf(opensAt * 15), closes: clockTimeOf(closesAt * 15) };
  });
const anyBlock = fc
  .record({ startHour: fc.integer({ min: 0, max: 700 }), hours: fc.integer({ min: 1, max: 72 }) })
  .map(({ startHour, hours }) => ({
    fromMs: base.nowMs + startHour * 3_600_000,
    untilMs: base.nowMs + (startHour + hours) * 3_600_000,
  }));

test('every time is within hours of its weekday, ahead, outside blocks and holidays, given once; every other is counted', () => {
  fc.assert(
    fc.property(
      fc.array(anyLine, { maxLength: 6 }),
      fc.array(anyBlock, { maxLength: 3 }),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      (lines, blocks, startDay, weeks, openOnHolidays) => {
        const hours = siteHoursSchema.safeParse(lines);
        fc.pre(hours.success);
        const from = civilDateOf(new Date(Date.UTC(2026, 10, 20 + startDay)).toISOString().slice(0, 10));
        const plan = siteSlotPlan({ ...base, hours: lines, blocks, from, weeks, openOnHolidays });
        const seen = new Set<string>();
        let last = 0;
        for (const { startsAt, product, capacity } of plan.times) {
          const day = civilDateOf(formatInSeoul(startsAt, 'yyyy-MM-dd'));
          const minute = minuteOfDay(formatInSeoul(startsAt, 'HH:mm'));
          const own = lines.filter(
            (one) =>
              one.weekday === dayOfWeek(day) &&
              one.product === product &&
              one.capacity === capacity &&
              minuteOfDay(one.opens) <= minute &&
              minute + one.everyMinutes <= minuteOfDay(one.closes) &&
              (minute - minuteOfDay(one.opens)) % one.everyMinutes === 0,
          );
          expect(own).toHaveLength(1);
          expect(startsAt.getTime()).toBeGreaterThan(base.nowMs);
          expect(
            blocks.some(({ fromMs, untilMs }) => fromMs <= startsAt.getTime() && startsAt.getTime() < untilMs),
          ).toBe(false);
          expect(openOnHolidays || (koreanHolidaysOn(day) ?? []).length === 0).toBe(true);
          expect(startsAt.getTime()).toBeGreaterThanOrEqual(last);
          last = startsAt.getTime();
          seen.add(`${startsAt.toISOString()} ${product}`);
        }
        expect(seen.size).toBe(plan.times.length);
        const offered = lines
          .map((one) => weeks * Math.floor((minuteOfDay(one.closes) - minuteOfDay(one.opens)) / one.everyMinutes))
          .reduce((sum, times) => sum + times, 0);
        const { holidays, blocked, past } = plan.skipped;
        const closed = holidays.reduce((sum, { times }) => sum + times, 0);
        expect(plan.times.length + closed + blocked + past).toBe(offered);
      },
    ),
    { numRuns: 60 },
  );
});
