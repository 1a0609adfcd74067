import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { approvalViewSchema, EXPORT_COLUMNS, readExportEnd } from '@sunbeon/core';
import { Keyring, sealContact } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { parse } from 'csv-parse/sync';
import { anApi, type TestApi } from './an-api.ts';
import { aBooking, anOpenWindow } from './bookings.ts';
import { importFile } from './import-files.ts';
import { aMember, type TestMember } from './members.ts';

/** Long rows, more of them than sockets hold. */
const MANY = 15_000;

let house: TestApi;
let admin: TestMember;
let operator: TestMember;

beforeAll(async () => {
  house = await anApi();
  [admin, operator] = await Promise.all([aMember(house, 'admin'), aMember(house, 'operator')]);
});

afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

const withKey = () => ({ authorization: `Bearer ${house.staffKey}` });

/** Asks for an export; its reader has not read anything yet. */
async function ask(file: string, query: Record<string, string> = {}, headers: Record<string, string> = withKey()) {
  const url = `http://127.0.0.1:${house.api.staffPort}/v1/staff/exports/${file}.csv?${new URLSearchParams({ reason: '점검', ...query })}`;
  const request = get(url, { headers: { ...headers, connection: 'close' } });
  const answer: IncomingMessage = (await once(request, 'response'))[0];
  return answer;
}

/** An export, read: its rows under the names of their columns, and what its last line says. */
function read(file: string) {
  const lines = file.split('\n');
  const end = readExportEnd(lines.at(-2) ?? '');
  const rows: Record<string, string>[] = parse(lines.slice(0, -2).join('\n'), { bom: true, columns: true });
  return { rows, end };
}

/** What an import reads of an exported slot. */
const said = ({ site_id, starts_at, product, capacity }: Record<string, string>) => [
  site_id,
  starts_at,
  product,
  capacity,
];
const exported = async (...args: Parameters<typeof ask>) => read(await text(await ask(...args)));
const problemOf = async (...args: Parameters<typeof ask>): Promise<unknown> =>
  JSON.parse(await text(await ask(...args)));

test('what is exported can be imported: sites, and slots with what is taken beside', async () => {
  const { id } = await anOpenWindow(house);
  const site = 'd,"병원 ""둘"", 본관",종합,서울특별시,종로구,11010,37.123456789012345,126.5';
  await importFile(house, `id,name,type,province,municipality,municipality_code,latitude,longitude\n${site}`, {
    kind: 'sites',
  });
  const sites = await text(await ask('sites'));
  expect(read(sites)).toMatchObject({ end: { rows: 4 } });
  expect(sites.startsWith(`${EXPORT_COLUMNS.sites.join(',')}\n`)).toBe(true);
  expect(await importFile(house, sites, { kind: 'sites' })).toMatchObject({
    added: 0,
    changed: 0,
    unchanged: 4,
    rejected: 0,
  });
  const odd = `site_id,starts_at,product,capacity\nd,2026-12-01T00:00:00.250Z,"백신, ""갑""",3`;
  await importFile(house, odd, { kind: 'slots', window: id });
  const slots = await text(await ask('slots', { window: id }));
  const into = { kind: 'slots', window: id } as const;
  expect(await importFile(house, slots, into)).toMatchObject({ added: 0, changed: 0, unchanged: 4, rejected: 0 });
  const other = await anOpenWindow(house, 1);
  expect(await importFile(house, slots, { kind: 'slots', window: other.id })).toMatchObject({ added: 3, unchanged: 1 });
  const again = await exported('slots', { window: other.id });
  expect(again.rows.map(said)).toEqual(expect.arrayContaining(read(slots).rows.map(said)));
});

test('an export goes on behind the last row somebody has, and is in the trail with its reason and rows', async () => {
  const { id } = await anOpenWindow(house, 5);
  const whole = await exported('slots', { window: id, reason: '공급량 확인' }, operator.headers);
  expect(whole.end?.rows).toBe(5);
  const after = whole.rows[1]?.['slot_id'] ?? '';
  const rest = await text(await ask('slots', { window: id, after }));
  const [heading] = (await text(await ask('slots', { window: id }))).split('\n');
  expect(read(`${heading}\n${rest}`)).toMatchObject({ rows: whole.rows.slice(2), end: { rows: 3 } });
  const trail = await house.store.prisma.auditEntry.findMany({ where: { subject: id }, orderBy: { id: 'asc' } });
  const ours = trail.filter(({ actor }) => actor === operator.member.login);
  expect(ours.map(({ action, details }) => [action, details])).toEqual([
    ['slots.export', expect.objectContaining({ reason: '공급량 확인', rows: 5 })],
    ['slots.exported', expect.objectContaining({ rows: 5, complete: 1 })],
  ]);
});

test('bookings name nobody; people do, and no cell is a formula', async () => {
  const { id, slots } = await anOpenWindow(house);
  const keys = Keyring.parse(house.sealingKeys);
  const names = ['=HYPERLINK("http://x","y")', '+82', '김영수'];
  for (const [at, slot] of slots.entries()) {
    const person = await house.person();
    const { number } = await aBooking(house, person, { windowId: id, slot });
    const contact = { name: names[at] ?? '', phone: person.phone };
    const sealedContact = await sealContact(keys, contact, person.personKey);
    await house.store.prisma.booking.update({ where: { number }, data: { sealedContact } });
  }
  await house.store.prisma.booking.updateMany({
    where: { slotId: BigInt(slots[2] ?? 0) },
    data: { sealedContact: '' },
  });
  const bookings = await text(await ask('bookings', { window: id }));
  expect(read(bookings).rows).toHaveLength(3);
  const people = await exported('people', { window: id });
  expect(people.rows.map(({ name }) => name).toSorted()).toEqual(
    ['', `'+82`, `'=HYPERLINK("http://x","y")`].toSorted(),
  );
  const personal = people.rows.flatMap(({ name, phone }) => [name ?? '', phone ?? '']);
  for (const one of personal.filter(Boolean)) expect(bookings).not.toContain(one);
  expect(people.rows.map(({ phone }) => phone).filter(Boolean)).toEqual([
    expect.stringMatching(/^'\+82/),
    expect.stringMatching(/^'\+82/),
  ]);
});

test('people are exported by an approval of somebody else, once, by whom and for what it was given', async () => {
  const { id } = await anOpenWindow(house);
  const { staff } = house;
  const asked = await staff('POST', '/v1/staff/exports/people', { window: id, reason: '명단 대조' }, operator.headers);
  expect(asked).toMatchObject({ status: 202, body: { action: 'people.export', effect: { people: 0 } } });
  const { id: approval } = approvalViewSchema.parse(asked.body);
  const query = { window: id, approval };
  const needed = { code: 'approval-needed' };
  expect(await problemOf('people', { window: id }, operator.headers)).toMatchObject(needed);
  expect(await problemOf('people', query, operator.headers)).toMatchObject(needed);
  expect(await staff('POST', `/v1/staff/approvals/${approval}/approve`, {}, admin.headers)).toMatchObject({
    status: 200,
  });
  expect(await problemOf('people', query, admin.headers)).toMatchObject(needed);
  expect(await problemOf('people', { approval }, operator.headers)).toMatchObject(needed);
  const answers = await Promise.all([ask('people', query, operator.headers), ask('people', query, operator.headers)]);
  expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1);
  await Promise.all(answers.map((answer) => text(answer)));
  expect(await problemOf('people', query, operator.headers)).toMatchObject(needed);
  expect(await staff('GET', `/v1/staff/approvals/${approval}`, undefined, operator.headers)).toMatchObject({
    body: { state: 'done', outcome: { rows: 0 } },
  });
  const trail = await house.store.prisma.auditEntry.findFirst({ where: { action: 'people.export', subject: id } });
  expect(trail?.details).toMatchObject({ approval, approvedBy: admin.member.login, rows: 0 });
  expect(await staff('POST', '/v1/staff/exports/people', { window: id, reason: 'x' })).toMatchObject({ status: 204 });
});

test('a reader who takes nothing holds up no cleaning, sees one instant, and makes others wait, until it goes', async () => {
  const { id } = await anOpenWindow(house, 1);
  await house.store.prisma.$executeRaw`
    INSERT INTO slot (window_id, site_id, starts_at, product, capacity)
    SELECT ${id}, 'b', '2098-01-01'::timestamptz + n * interval '1 minute', repeat('백신', 120), 1 FROM generate_series(1, ${MANY}) AS n`;
  const [slow, gone] = await Promise.all([ask('slots', { window: id }), ask('slots', { window: id })]);
  expect(await problemOf('sites')).toMatchObject({ code: 'exports-busy' });
  const holding = await house.store.prisma.$queryRaw`
    SELECT count(*)::int AS open FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND (xact_start IS NOT NULL OR backend_xmin IS NOT NULL)
      AND query LIKE '%put_aside%'`;
  expect(holding).toEqual([{ open: 0 }]);
  gone.destroy();
  await eventually(async () => expect((await exported('sites')).end).not.toBeNull());
  // Soon: a reader is given up after half a minute. The last row is far behind what sockets hold.
  const last = await house.store.prisma.slot.findFirstOrThrow({ where: { windowId: id }, orderBy: { id: 'desc' } });
  await house.store.prisma.slot.update({ where: { id: last.id }, data: { capacity: 2 } });
  const { rows, end } = read(await text(slow));
  expect(end?.rows).toBe(MANY + 1);
  expect(rows.at(-1)).toMatchObject({ slot_id: String(last.id), capacity: '1' });
});

test('what cannot be exported is refused', async () => {
  const head = await fetch(`http://127.0.0.1:${house.api.staffPort}/v1/staff/exports/people.csv?reason=x`, {
    method: 'HEAD',
    headers: withKey(),
  });
  expect(head.status).toBe(405);
  expect(await problemOf('slots', { window: 'nowhere' })).toMatchObject({ code: 'window-unknown' });
  expect(await problemOf('sites', { window: 'w1' })).toMatchObject({ code: 'invalid-request' });
  expect(await problemOf('slots', { after: 'K7QM' })).toMatchObject({ code: 'invalid-request' });
  expect(await problemOf('slots', { reason: '' })).toMatchObject({ code: 'invalid-request' });
  expect(await problemOf('slots', { reason: '670309-2000000' })).toMatchObject({ code: 'invalid-request' });
});
