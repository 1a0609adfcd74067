import { expect, test } from '@jest/globals';
import { exportKeyIn, isFormula, readExportEnd, siteLineOf, slotLineOf, writeExportEnd } from '../src/index.ts';

const SITE = ['s1', '병원', '종합', '서울특별시', '종로구', '11010', '37.5665', '126.978'];
const SLOT = ['s1', '2026-12-01T09:00:00+09:00', 'mRNA', '10'];

/** A line in which one field says something else. */
const but = (line: readonly string[], at: number, field: string) =>
  line.map((said, index) => (index === at ? field : said));

test('a line of a file of sites says a site', () => {
  expect(siteLineOf(SITE)).toEqual({
    id: 's1',
    name: '병원',
    type: '종합',
    province: '서울특별시',
    municipality: '종로구',
    municipalityCode: '11010',
    latitude: 37.5665,
    longitude: 126.978,
  });
});

test.each([
  ['a name taken apart into letters', but(SITE, 1, '병원'.normalize('NFD')), { name: '병원' }],
  ['a name with more blanks', but(SITE, 1, ' 서울  병원 '), { name: '서울 병원' }],
  ['an id of a hospital', but(SITE, 0, 'H.001_a-b'), { id: 'H.001_a-b' }],
  ['a minus inside a name', but(SITE, 1, '병원-본관'), { name: '병원-본관' }],
])('%s is taken', (_what, fields, said) => {
  expect(siteLineOf(fields)).toMatchObject(said);
});

test.each([
  ['a field too few', SITE.slice(1), 'columns'],
  ['a field too many', [...SITE, ''], 'columns'],
  ['no id', but(SITE, 0, ''), 'site-id'],
  ['an id with blanks', but(SITE, 0, 'a b'), 'site-id'],
  ['an id with NUL', but(SITE, 0, 's\u00001'), 'site-id'],
  ['an id that is a path', but(SITE, 0, '../s1'), 'site-id'],
  ['an id that is too long', but(SITE, 0, 'x'.repeat(65)), 'site-id'],
  ['an id like a formula', but(SITE, 0, '=s1'), 'formula'],
  ['an id like a resident number', but(SITE, 0, '670309-2000000'), 'resident-number'],
  ['no name', but(SITE, 1, ''), 'name'],
  ['a name with NUL', but(SITE, 1, '병\u0000원'), 'name'],
  ['a name with a direction mark', but(SITE, 1, '병\u202e원'), 'name'],
  ['a name that is too long', but(SITE, 1, '가'.repeat(201)), 'name'],
  ['a name like a formula', but(SITE, 1, '=HYPERLINK("http://x")'), 'formula'],
  ['a name like a wide formula', but(SITE, 1, '＝1+1'), 'formula'],
  ['a name that holds a resident number', but(SITE, 1, '병원 670309 2000000'), 'resident-number'],
  ['no type', but(SITE, 2, ''), 'type'],
  ['no province', but(SITE, 3, ''), 'province'],
  ['no municipality', but(SITE, 4, ''), 'municipality'],
  ['a municipality code with a hyphen', but(SITE, 5, '11-010'), 'municipality-code'],
  ['a latitude with an exponent', but(SITE, 6, '3.7e1'), 'latitude'],
  ['a latitude below zero', but(SITE, 6, '-37.5'), 'latitude'],
  ['a latitude that is none', but(SITE, 6, 'NaN'), 'latitude'],
  ['latitude and longitude in each other’s places', but(but(SITE, 6, '126.978'), 7, '37.5665'), 'latitude'],
  ['a longitude in the sea', but(SITE, 7, '0'), 'longitude'],
])('%s is refused as %s', (_what, fields, reason) => {
  expect(siteLineOf(fields)).toBe(reason);
});

test('a line of a file of slots says a slot', () => {
  const [siteId, startsAt] = SLOT;
  expect(slotLineOf(SLOT)).toEqual({ site_id: siteId, starts_at: startsAt, product: 'mRNA', capacity: 10 });
});

test.each([
  ['a field too few', SLOT.slice(1), 'columns'],
  ['a site like a formula', but(SLOT, 0, '+s1'), 'formula'],
  ['a site like a resident number', but(SLOT, 0, '6703092000000'), 'resident-number'],
  ['a site with NUL', but(SLOT, 0, 's\u0000'), 'site-id'],
  ['a time without an offset', but(SLOT, 1, '2026-12-01T09:00:00'), 'starts-at'],
  ['a day that is none', but(SLOT, 1, '2026-02-30T09:00:00+09:00'), 'starts-at'],
  ['a time before clocks and calendars agree', but(SLOT, 1, '1899-12-01T09:00:00+09:00'), 'starts-at'],
  ['a time after that', but(SLOT, 1, '2100-12-01T09:00:00+09:00'), 'starts-at'],
  ['a time in seconds', but(SLOT, 1, '1e3'), 'starts-at'],
  ['no product', but(SLOT, 2, ''), 'product'],
  ['a product with a tabulator', but(SLOT, 2, 'm\tRNA'), 'product'],
  ['a product like a formula', but(SLOT, 2, '@SUM(A1)'), 'formula'],
  ['a product that holds a resident number', but(SLOT, 2, 'mRNA 670309-2000000'), 'resident-number'],
  ...['0', '-1', '-0', '+1', '1e3', '1.5', '10001', '9007199254740993', '٣', '', ' ', '0x10', '１０'].map(
    (capacity) => [`a capacity of ${JSON.stringify(capacity)}`, but(SLOT, 3, capacity), 'capacity'] as const,
  ),
])('%s is refused as %s', (_what, fields, reason) => {
  expect(slotLineOf(fields)).toBe(reason);
});

test.each(['=1', '+1', '-1', '@a', ' =1', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠a'])(
  '%j is what a spreadsheet may take for a formula',
  (text) => {
    expect(isFormula(text)).toBe(true);
  },
);

test('the last line of an export is read as it was written, and nothing else is one', () => {
  const end = { rows: 1_234, asOf: '2026-11-23T08:00:00.000Z' };
  expect(readExportEnd(writeExportEnd(end))).toEqual(end);
  expect(readExportEnd(`${writeExportEnd(end)}\r`)).toEqual(end);
  for (const other of ['# complete', '#', 's1,a', `x${writeExportEnd(end)}`]) expect(readExportEnd(other)).toBeNull();
});

test('an export goes on behind the key of its last row', () => {
  expect(exportKeyIn('s1,2026-12-01T09:00:00+09:00,"a, b",1,0,,w1,17', 'slots')).toBe('17');
  expect(exportKeyIn('K7QM-3X9T-2PAD,confirmed,1,w1,s1,x,y,z,\r', 'people')).toBe('K7QM-3X9T-2PAD');
  for (const none of ['', '\uFEFFnumber,state', writeExportEnd({ rows: 0, asOf: '2026-11-23T08:00:00.000Z' })]) {
    expect(exportKeyIn(none, 'bookings')).toBeNull();
  }
});
