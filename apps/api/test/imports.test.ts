import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { importViewSchema } from '@sunbeon/core';
import { anApi, type TestApi } from './an-api.ts';
import { beginImport, importFile, rejectsOf, sendPiece } from './import-files.ts';

const HOUR_MS = 3_600_000;
const SLOTS = 'site_id,starts_at,product,capacity';
const SITES = 'id,name,type,province,municipality,municipality_code,latitude,longitude';
const INTO = { kind: 'slots', window: 'w1' } as const;

let house: TestApi;
/** The audit trail cannot be emptied: what was in it before. */
let trailBefore: bigint;

beforeAll(async () => {
  house = await anApi();
  const window = {
    id: 'w1',
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    opensAt: new Date(Date.now() + HOUR_MS).toISOString(),
    closesAt: new Date(Date.now() + 2 * HOUR_MS).toISOString(),
  };
  await house.staff('POST', '/v1/staff/windows', window);
});

beforeEach(async () => {
  const { prisma } = house.store;
  await prisma.dataImport.deleteMany();
  await prisma.importLine.deleteMany();
  await prisma.slot.deleteMany();
  await prisma.site.updateMany({ data: { closedAt: null } });
  trailBefore = (await prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } }))?.id ?? 0n;
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const site = (id: string, name: string) => `${id},${name},종합,서울특별시,종로구,11010,37.5,127`;
const at = (hour: number) => `2026-12-01T${String(hour).padStart(2, '0')}:00:00+09:00`;
const slots = () =>
  house.store.prisma.slot.findMany({
    select: { siteId: true, startsAt: true, product: true, capacity: true, bookUntil: true, closedAt: true },
    orderBy: { id: 'asc' },
  });
const sites = () => house.store.prisma.site.findMany({ orderBy: { position: 'asc' } });
const audited = async () => {
  const entries = await house.store.prisma.auditEntry.findMany({
    where: { id: { gt: trailBefore } },
    orderBy: { id: 'asc' },
  });
  return entries.filter(({ action }) => /^(?:slots|sites)\./.test(action));
};

test('slots are added; what is there already is raised or lowered, never below what is taken', async () => {
  const first = [SLOTS, `a,${at(9)},mRNA,10`, `b,${at(9)},mRNA,10`, `c,${at(9)},mRNA,10`, `c,${at(10)},mRNA,10`];
  const added = await importFile(house, first.join('\n'), INTO);
  expect(added).toMatchObject({ state: 'done', lines: 5, added: 4, changed: 0, unchanged: 0, rejected: 0 });
  await house.store.prisma.slot.updateMany({ where: { siteId: { in: ['b', 'c'] } }, data: { taken: 5 } });
  const second = [SLOTS, `a,${at(9)},mRNA,20`, `b,${at(9)},mRNA,5`, `c,${at(9)},mRNA,4`, `c,${at(10)},mRNA,10`];
  const preview = await importFile(house, second.join('\n'), { ...INTO, preview: true });
  const counts = { state: 'done', added: 0, changed: 2, unchanged: 1, rejected: 1 };
  expect(preview).toMatchObject(counts);
  expect((await slots()).map(({ capacity }) => capacity)).toEqual([10, 10, 10, 10]);
  const done = await importFile(house, second.join('\n'), INTO);
  expect(done).toMatchObject(counts);
  for (const one of [preview, done]) {
    expect(await rejectsOf(house, one)).toEqual([{ line: 4, reason: 'capacity-below-booked' }]);
  }
  expect((await slots()).map(({ capacity }) => capacity)).toEqual([20, 5, 10, 10]);
  const trail = await audited();
  expect(trail.map(({ action }) => action)).toEqual([
    'slots.import',
    'slots.imported',
    'slots.import',
    'slots.capacity',
    'slots.imported',
  ]);
  const changed = trail[3]?.details;
  expect(changed).toMatchObject({ import: done.id, changed: 2 });
  expect(JSON.stringify(changed)).toContain('"before"');
});

test('times that differ by less than is kept are the same time', async () => {
  const time = '2026-12-01T09:00:00';
  const file = [SLOTS, `a,${time}.1234567+09:00,mRNA,1`, `a,${time}.123+09:00,mRNA,1`, `a,${time}.1239Z,mRNA,1`];
  expect(await importFile(house, file.join('\n'), INTO)).toMatchObject({ added: 2, rejected: 1 });
  expect(await importFile(house, file.join('\n'), INTO)).toMatchObject({ unchanged: 2, rejected: 1 });
});

test('a preview writes nothing, and says what is then done', async () => {
  const file = [SLOTS, `a,${at(9)},mRNA,10`, `a,${at(9)},mRNA,11`, `nowhere,${at(9)},mRNA,1`, `a,${at(9)},mRNA,-1`];
  const preview = await importFile(house, file.join('\n'), { ...INTO, preview: true, pieceBytes: 60 });
  expect(await slots()).toEqual([]);
  expect(await audited()).toEqual([]);
  const done = await importFile(house, file.join('\n'), INTO);
  const { id: _p, preview: _pp, startedAt: _ps, updatedAt: _pu, ...foreseen } = preview;
  expect(done).toMatchObject(foreseen);
  expect(await rejectsOf(house, preview)).toEqual(await rejectsOf(house, done));
  expect(await slots()).toHaveLength(1);
  // Once it has ended the same file is another import, and says nothing new.
  expect(await importFile(house, file.join('\n'), INTO)).toMatchObject({ added: 0, unchanged: 1, rejected: 3 });
});

test('however a file is cut, it comes to the same', async () => {
  const lines = [
    'capacity,product,starts_at,site_id,taken',
    `10,mRNA,${at(9)},a,0`,
    `10,"m""RNA",${at(9)},a,0`,
    `11,mRNA,2026-12-01T00:00:00Z,a,0`,
    `10,${'백신'.normalize('NFD')},${at(9)},b,0`,
    `12,백신,${at(9)},b,0`,
    `10,"quoted\nbreak",${at(9)},b,0`,
    `1e3,mRNA,${at(11)},a,0`,
    `-0,mRNA,${at(11)},a,0`,
    `5,mRNA,${at(11)},nowhere,0`,
    `5,mRNA,${at(11)},nowhere,0`,
    `5,=1+1,${at(11)},a,0`,
    `5,670309-2000000,${at(11)},a,0`,
    `5,m\u0000RNA,${at(11)},a,0`,
    `7,mRNA,${at(12)},c,0`,
    '',
    `5,mRNA,${at(12)}`,
  ];
  const expected = [
    { line: 4, reason: 'duplicate', firstLine: 2 },
    { line: 6, reason: 'duplicate', firstLine: 5 },
    { line: 7, reason: 'quotes' },
    { line: 8, reason: 'quotes' },
    { line: 9, reason: 'capacity' },
    { line: 10, reason: 'capacity' },
    { line: 11, reason: 'site-unknown' },
    { line: 12, reason: 'duplicate', firstLine: 11 },
    { line: 13, reason: 'formula' },
    { line: 14, reason: 'resident-number' },
    { line: 15, reason: 'product' },
    { line: 18, reason: 'columns' },
  ];
  for (const [breaks, mark] of [
    ['\n', ''],
    ['\r\n', '\uFEFF'],
  ] as const) {
    const file = mark + lines.join(breaks);
    for (const pieceBytes of [75, 130, 400, 2 ** 20]) {
      await house.store.prisma.slot.deleteMany();
      const done = await importFile(house, file, { ...INTO, pieceBytes });
      expect(done).toMatchObject({ lines: 18, added: 4, changed: 0, unchanged: 0, rejected: 12 });
      expect(await rejectsOf(house, done)).toEqual(expected);
      expect((await slots()).map(({ siteId, product, capacity }) => [siteId, product, capacity])).toEqual([
        ['a', 'mRNA', 10],
        ['a', 'm"RNA', 10],
        ['b', '백신', 10],
        ['c', 'mRNA', 7],
      ]);
    }
  }
  expect(await house.store.prisma.importLine.count()).toBe(0);
});

test('slots of days that are over can be booked without limit, those of a closed site not at all', async () => {
  expect(await house.staff('POST', '/v1/staff/sites/b/close', { reason: 'no doctor' })).toMatchObject({ status: 200 });
  const before = '2021-08-16T09:00:00+09:00';
  await importFile(
    house,
    [SLOTS, `a,${before},mRNA,1`, `a,2098-12-01T09:00:00.5Z,mRNA,1`, `b,${at(9)},x,1`].join('\n'),
    INTO,
  );
  const [past, future, closed] = await slots();
  expect(past).toMatchObject({ bookUntil: null, closedAt: null });
  expect(future?.bookUntil?.toISOString()).toBe('2098-12-01T09:00:00.500Z');
  expect(closed?.closedAt).not.toBeNull();
});

test('sites are added and corrected, never removed; a name may be passed on', async () => {
  const file = [
    SITES,
    site('d', '새 병원'),
    site('a', '병원 이름'),
    site('b', '병원 a'),
    site('e', '병원 c'),
    site('c', '병원 c'),
    site('a', '병원 이름'),
    site('f', '새 병원'),
  ].join('\n');
  const counts = { added: 1, changed: 2, unchanged: 1, rejected: 3 };
  const expected = [
    { line: 5, reason: 'name-taken' },
    { line: 7, reason: 'duplicate', firstLine: 3 },
    { line: 8, reason: 'name-taken' },
  ];
  const before = await sites();
  for (const pieceBytes of [90, 2 ** 20]) {
    const preview = await importFile(house, file, { kind: 'sites', preview: true, pieceBytes });
    expect(preview).toMatchObject(counts);
    expect(await rejectsOf(house, preview)).toEqual(expected);
  }
  expect(await sites()).toEqual(before);
  const done = await importFile(house, file, { kind: 'sites', pieceBytes: 90 });
  expect(done).toMatchObject(counts);
  expect(await rejectsOf(house, done)).toEqual(expected);
  expect((await sites()).map(({ id, name }) => [id, name])).toEqual([
    ['a', '병원 이름'],
    ['b', '병원 a'],
    ['c', '병원 c'],
    ['d', '새 병원'],
  ]);
  const changes = (await audited()).filter(({ action }) => action === 'sites.change');
  expect(changes.map(({ details }) => details)).toEqual(
    expect.arrayContaining([expect.objectContaining({ before: { a: expect.objectContaining({ name: '병원 a' }) } })]),
  );
});

test('an import goes on where it stopped; a piece sent twice, or from elsewhere, counts once', async () => {
  const lines = Array.from(
    { length: 60 },
    (_, index) => `a,2026-12-${String(1 + (index % 30)).padStart(2, '0')}T${index < 30 ? '09' : '10'}:00:00Z,mRNA,1`,
  );
  const file = Buffer.from([SLOTS, ...lines].join('\n'));
  const begun = await Promise.all([beginImport(house, file, INTO), beginImport(house, file, INTO)]);
  expect(begun.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 201]);
  const { id } = importViewSchema.parse(begun[0].body);
  expect(begun[1].body).toMatchObject({ id });
  const piece = (offset: number) => sendPiece(house, id, new Uint8Array(file.subarray(offset, offset + 500)), offset);
  const first = importViewSchema.parse((await piece(0)).body);
  for (const elsewhere of [0, first.offset - 1, first.offset + 1]) {
    expect(await piece(elsewhere)).toMatchObject({ status: 409, body: { offset: first.offset } });
  }
  const twice = await Promise.all([piece(first.offset), piece(first.offset)]);
  expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  expect(await importFile(house, file, INTO)).toMatchObject({ id, added: 60, rejected: 0 });
  expect(await house.staff('GET', '/v1/staff/imports')).toMatchObject({ body: { imports: [{ id, state: 'done' }] } });
});

test('what somebody sends is done in their name, also where another began it', async () => {
  const file = Buffer.from([SLOTS, `a,${at(9)},mRNA,10`].join('\n'));
  const begun = importViewSchema.parse((await beginImport(house, file, INTO)).body);
  await house.store.prisma.dataImport.updateMany({ data: { startedBy: 'another' } });
  const piece = new Uint8Array(file);
  expect(await sendPiece(house, begun.id, piece, 0)).toMatchObject({ status: 409, body: { code: 'import-conflict' } });
  expect(await slots()).toEqual([]);
  expect(await beginImport(house, file, INTO)).toMatchObject({ status: 200, body: { startedBy: 'staff-key' } });
  expect(await sendPiece(house, begun.id, piece, 0)).toMatchObject({ status: 200, body: { state: 'done' } });
  expect((await audited()).map(({ actor, action, details }) => [actor, action, Object(details).takenFrom])).toEqual([
    ['staff-key', 'slots.import', undefined],
    ['staff-key', 'slots.import', 'another'],
    ['staff-key', 'slots.imported', undefined],
  ]);
});

test('a preview begins anew, and whoever began it before is told', async () => {
  const file = Buffer.from(`${SLOTS}\na,${at(9)},mRNA,1`);
  const first = importViewSchema.parse((await beginImport(house, file, { ...INTO, preview: true })).body);
  await beginImport(house, file, { ...INTO, preview: true });
  expect(await sendPiece(house, first.id, new Uint8Array(file), 0)).toMatchObject({
    status: 409,
    body: { code: 'import-conflict' },
  });
  expect(await house.staff('GET', `/v1/staff/imports/${first.id}`)).toMatchObject({ body: { state: 'left' } });
});

test('an import nobody goes on with for a week has been left, and remembers nothing', async () => {
  const file = Buffer.from(`${SLOTS}\na,${at(9)},mRNA,1\na,${at(10)},mRNA,1`);
  const { id } = importViewSchema.parse((await beginImport(house, file, INTO)).body);
  await sendPiece(house, id, new Uint8Array(file.subarray(0, 70)), 0);
  expect(await house.store.prisma.importLine.count()).toBe(1);
  const longAgo = new Date(Date.now() - 8 * 24 * HOUR_MS);
  await house.store.prisma.dataImport.updateMany({ data: { updatedAt: longAgo } });
  const again = await beginImport(house, file, INTO);
  expect(again).toMatchObject({ status: 201, body: { offset: 0 } });
  expect(await house.store.prisma.importLine.count()).toBe(0);
});

test.each([
  ['other columns', 'site_id,starts_at,product\n', 'capacity'],
  ['an unknown column', `${SLOTS},name\n`, 'column 5'],
  ['a column twice', `${SLOTS},product\n`, 'twice'],
  ['no heading', `a,${at(9)},mRNA,1\n`, 'site_id'],
])('a file with %s is refused, and leaves nothing', async (_what, text, named) => {
  const file = Buffer.from(text);
  const { id } = importViewSchema.parse((await beginImport(house, file, INTO)).body);
  expect(await sendPiece(house, id, new Uint8Array(file), 0)).toMatchObject({
    status: 422,
    body: { code: 'import-unreadable', reason: expect.stringContaining(named) },
  });
  expect(await house.staff('GET', `/v1/staff/imports/${id}`)).toMatchObject({ body: { offset: 0, lines: 0 } });
});

test('what belongs to nothing is refused', async () => {
  const file = Buffer.from(SLOTS);
  const nowhere = await beginImport(house, file, { kind: 'slots', window: 'nowhere' });
  expect(nowhere).toMatchObject({ status: 404, body: { code: 'window-unknown' } });
  expect(await beginImport(house, file, { kind: 'slots' })).toMatchObject({ status: 400 });
  expect(await beginImport(house, file, { kind: 'sites', window: 'w1' })).toMatchObject({ status: 400 });
  for (const id of ['none', '00000000-0000-4000-8000-000000000000']) {
    expect(await sendPiece(house, id, new Uint8Array(file), 0)).toMatchObject({
      status: 404,
      body: { code: 'import-unknown' },
    });
  }
});
