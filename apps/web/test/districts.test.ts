import { expect, test } from '@jest/globals';
import { daysOf, districtsOf, type ListedSlot, sitesOn } from '../src/booking/districts.ts';

const listed = (overrides: Partial<ListedSlot>): ListedSlot => ({
  id: '1',
  siteId: 's1',
  siteName: '가병원',
  municipality: '중구',
  municipalityCode: '11020',
  startsAt: '2021-08-16T00:00:00Z',
  product: 'p',
  free: 1,
  ...overrides,
});

test('two municipalities of one name are two districts, in the order of their codes', () => {
  const name = '중구';
  const municipalities = [
    { code: '21010', name, province: '부산', free: 1 },
    { code: '11020', name, province: '서울', free: 5 },
  ];
  expect(districtsOf({ takenAt: '2021-08-16T00:00:00Z', ageMs: 0, municipalities })).toEqual([
    { code: '11020', name, provinceCode: '11', free: 5 },
    { code: '21010', name, provinceCode: '21', free: 1 },
  ]);
});

test('days are days in Seoul', () => {
  const days = daysOf([
    listed({ startsAt: '2021-08-15T15:00:00Z' }),
    listed({ startsAt: '2021-08-16T14:59:00Z', free: 2 }),
  ]);
  expect(days.map(({ day, free }) => [day, free])).toEqual([['2021-08-16', 3]]);
});

test('sites with free places come first, then by name; times are in order', () => {
  const sites = sitesOn(
    [
      listed({ siteId: 's3', siteName: '가나병원', free: 0 }),
      listed({ siteId: 's2', siteName: '나병원', startsAt: '2021-08-16T05:00:00Z' }),
      listed({ siteId: 's2', siteName: '나병원', startsAt: '2021-08-16T01:00:00Z' }),
      listed({}),
      listed({ siteId: 's9', startsAt: '2021-08-17T01:00:00Z' }),
    ],
    '2021-08-16',
  );
  expect(sites.map(({ name, free }) => [name, free])).toEqual([
    ['가병원', 1],
    ['나병원', 2],
    ['가나병원', 0],
  ]);
  expect(sites[1]?.slots.map(({ startsAt }) => startsAt)).toEqual(['2021-08-16T01:00:00Z', '2021-08-16T05:00:00Z']);
});
