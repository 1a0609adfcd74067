import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { matchText, parseBirthDate, type RollImportView, rollImportViewSchema } from '@sunbeon/core';
import { blindIndexOf, Keyring, openRollEntry, parseSecret, personKeyOf, SealedContactError } from '@sunbeon/crypto';
import { findOnRoll } from '@sunbeon/store';
import { rollFile, type SyntheticPerson, syntheticPeople } from '@sunbeon/test-kit';
import { anApi, type TestApi } from './an-api.ts';
import { beginImport, importFile, rejectsOf } from './import-files.ts';

const HOUR_MS = 3_600_000;
const people = (count: number): SyntheticPerson[] =>
  syntheticPeople(count, { birthFrom: '1967-01-01', birthTo: '1968-12-31' });
const fileOf = (...args: Parameters<typeof rollFile>) => [...rollFile(...args)].join('');
const CSV = { 'content-type': 'text/csv' };

let house: TestApi;
beforeEach(async () => {
  house = await anApi();
  const window = {
    id: 'c1',
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31' },
    requiresRoll: true,
    opensAt: new Date(Date.now() + HOUR_MS).toISOString(),
    closesAt: new Date(Date.now() + 2 * HOUR_MS).toISOString(),
  };
  await house.staff('POST', '/v1/staff/windows', window);
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

function begin(file: string, overrides: Record<string, unknown> = {}) {
  const digest = createHash('sha256').update(file).digest('hex');
  const body = { id: 'i1', campaign: 'c1', digest, bytes: Buffer.byteLength(file), ...overrides };
  return house.staff('POST', '/v1/staff/roll/imports', body);
}

async function piece(file: string, offset: number, bytes: number, id = 'i1') {
  const body = Buffer.from(file).subarray(offset, offset + bytes);
  const url = `http://127.0.0.1:${house.api.staffPort}/v1/staff/roll/imports/${id}/pieces?offset=${offset}`;
  const headers = { ...CSV, authorization: `Bearer ${house.staffKey}`, connection: 'close' };
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, body: await answer.json() };
}

/** Sends a file as far as it has to be sent, from where the import stands, in pieces of so many bytes. */
async function importAll(file: string, { id = 'i1', pieceBytes = 4_096 } = {}): Promise<RollImportView> {
  let at = rollImportViewSchema.parse((await begin(file, { id })).body);
  while (at.state === 'running') {
    const answer = await piece(file, at.offset, pieceBytes, id);
    expect(answer).toMatchObject({ status: 200 });
    at = rollImportViewSchema.parse(answer.body);
  }
  return at;
}

test('what somebody sends is read in their name, also where another began it', async () => {
  const file = fileOf(people(2));
  await begin(file);
  const { prisma } = house.store;
  await prisma.rollImport.update({ where: { id: 'i1' }, data: { startedBy: 'another' } });
  expect(await piece(file, 0, file.length)).toMatchObject({ status: 409, body: { code: 'import-conflict' } });
  expect(await prisma.rollEntry.count()).toBe(0);
  expect(await begin(file)).toMatchObject({ status: 200, body: { startedBy: 'staff-key' } });
  expect(await importAll(file)).toMatchObject({ state: 'done', added: 2 });
  const told = await prisma.auditEntry.findMany({ where: { action: 'roll.import' }, orderBy: { id: 'asc' } });
  expect(told.map(({ details }) => Object(details).takenFrom)).toEqual([undefined, 'another']);
});

test('a roll is taken piece by piece, found by name and birth date, and opens for whom it names only', async () => {
  const all = people(300);
  const done = await importAll(fileOf(all));
  expect(done).toMatchObject({ state: 'done', lines: 301, added: 300, changed: 0, unchanged: 0, rejected: 0 });
  const secret = parseSecret(house.personSecret);
  const [someone] = all;
  const birthDate = parseBirthDate(someone?.birthDate ?? '');
  if (someone === undefined || birthDate === null) throw new TypeError('nobody was made');
  const matchIndex = blindIndexOf(secret, matchText(someone.name, birthDate), 'roll');
  const found = await findOnRoll(house.store, { matchIndex, campaignId: 'c1' });
  const personKey = personKeyOf(secret, someone.ci);
  const entry = found.find((one) => one.personKey === personKey);
  expect(entry?.phoneIndex).toBe(blindIndexOf(secret, someone.phone));
  const keys = Keyring.parse(house.sealingKeys);
  const { name, phone } = someone;
  expect(await openRollEntry(keys, entry?.sealedEntry ?? '', personKey)).toEqual({ name, birthDate, phone });
  await expect(openRollEntry(keys, entry?.sealedEntry ?? '', 'b'.repeat(22))).rejects.toThrow(SealedContactError);
  expect(await findOnRoll(house.store, { matchIndex, campaignId: 'c2' })).toEqual([]);
});

test('the same file again changes nothing, and another under its id is refused', async () => {
  const all = people(50);
  const file = fileOf(all);
  const done = await importAll(file);
  const before = await house.store.prisma.rollEntry.findMany({ orderBy: { line: 'asc' } });
  expect(await begin(file)).toMatchObject({ status: 200, body: done });
  expect(await piece(file, 0, 4_096)).toMatchObject({
    status: 409,
    body: { code: 'import-conflict', offset: Buffer.byteLength(file) },
  });
  expect(await begin(`${file}\n`)).toMatchObject({ status: 409, body: { code: 'import-conflict' } });
  expect(await begin(file, { campaign: 'nowhere' })).toMatchObject({ status: 404, body: { code: 'campaign-unknown' } });
  // Under another id it is read again, and says nothing new.
  expect(await importAll(file, { id: 'i2' })).toMatchObject({ added: 0, changed: 0, unchanged: 50, rejected: 0 });
  const after = await house.store.prisma.rollEntry.findMany({ orderBy: { line: 'asc' } });
  expect(after).toEqual(before.map((entry) => ({ ...entry, importId: 'i2' })));
});

test('an import goes on where it stopped; a piece sent twice, or from elsewhere, counts once', async () => {
  const file = fileOf(people(200));
  await begin(file);
  const first = rollImportViewSchema.parse((await piece(file, 0, 5_000)).body);
  expect(first).toMatchObject({ state: 'running', lines: first.added + 1 });
  expect(first.offset).toBeLessThanOrEqual(5_000);
  for (const elsewhere of [0, first.offset - 1, first.offset + 1]) {
    expect(await piece(file, elsewhere, 5_000)).toMatchObject({
      status: 409,
      body: { code: 'import-conflict', offset: first.offset },
    });
  }
  const [one, other] = await Promise.all([piece(file, first.offset, 5_000), piece(file, first.offset, 5_000)]);
  expect(new Set([one.status, other.status])).toEqual(new Set([200, 409]));
  const done = await importAll(file, { pieceBytes: 700 });
  expect(done).toMatchObject({ state: 'done', lines: 201, added: 200, unchanged: 0, rejected: 0 });
  expect(await house.store.prisma.rollEntry.count()).toBe(200);
});

test('lines that name nobody are told by number and reason; a person named twice counts once, by the first line', async () => {
  const [first, second, third] = people(3);
  if (first === undefined || second === undefined || third === undefined) throw new TypeError('nobody was made');
  const file = fileOf([
    first,
    { ...second, name: '670309-2000000' },
    { ...first, name: '다른 이름' },
    { ...second, birthDate: '1967-02-30' },
    { ...second, phone: '+1 202 555 0101' },
    { ...second, phone: null },
    { ...second, phone: '060-700-1234' },
    { ...third, birthDate: '1941-00-00' },
    { ...third, ci: 'none' },
    second,
  ]);
  const done = await importAll(file, { pieceBytes: 500 });
  expect(done).toMatchObject({ lines: 11, added: 3, rejected: 7 });
  const { body } = await house.staff('GET', '/v1/staff/roll/imports/i1/rejects');
  expect(body).toEqual({
    rejects: [
      { line: 3, reason: 'resident-number' },
      { line: 4, reason: 'duplicate', firstLine: 2 },
      { line: 5, reason: 'birth-date' },
      { line: 6, reason: 'phone' },
      { line: 8, reason: 'phone' },
      { line: 10, reason: 'ci' },
      { line: 11, reason: 'duplicate', firstLine: 7 },
    ],
  });
  expect(await house.staff('GET', '/v1/staff/roll/imports/i1/rejects?after=10')).toMatchObject({
    body: { rejects: [{ line: 11 }] },
  });
  // A newer file corrects what it says of people, and its own repetitions are told the same way.
  const corrected = fileOf([
    { ...first, phone: '010-0001-0001' },
    second,
    third,
    { ...third, birthDate: '1941-01-01' },
  ]);
  expect(await importAll(corrected, { id: 'i2' })).toMatchObject({ added: 0, changed: 3, unchanged: 0, rejected: 1 });
  expect(await house.staff('GET', '/v1/staff/roll/imports/i2/rejects')).toMatchObject({
    body: { rejects: [{ line: 5, reason: 'duplicate', firstLine: 4 }] },
  });
  expect(await house.staff('GET', '/v1/staff/roll/imports?campaign=c1')).toMatchObject({
    body: { imports: [{ id: 'i2' }, { id: 'i1' }] },
  });
});

test('what is no roll is refused, and leaves nothing', async () => {
  const file = '주민등록번호,이름\n';
  await begin(file);
  expect(await piece(file, 0, 4_096)).toMatchObject({ status: 422, body: { code: 'import-unreadable' } });
  expect(await house.staff('GET', '/v1/staff/roll/imports/i1')).toMatchObject({ body: { offset: 0, lines: 0 } });
  expect(await house.staff('GET', '/v1/staff/roll/imports/nowhere')).toMatchObject({
    status: 404,
    body: { code: 'import-unknown' },
  });
  expect(await piece('x'.repeat(3_000_000), 0, 3_000_000)).toMatchObject({
    status: 413,
    body: { code: 'body-too-large' },
  });
  const notCsv = await house.staff('POST', '/v1/staff/roll/imports/i1/pieces?offset=0', { a: 1 });
  expect(notCsv).toMatchObject({ status: 415 });
});

test('a roll is read ahead as it is then imported, and nothing of it is written', async () => {
  const all = people(12);
  const [first, second, third] = all;
  if (first === undefined || second === undefined || third === undefined) throw new TypeError('nobody was made');
  const odd = [
    { ...first, name: '다른 이름' },
    { ...second, name: '670309-2000000' },
    { ...third, ci: 'none' },
  ];
  const ahead = { kind: 'roll', campaign: 'c1', preview: true } as const;
  for (const pieceBytes of [500, 2 ** 20]) {
    const preview = await importFile(house, fileOf([...all, ...odd]), { ...ahead, pieceBytes });
    expect(preview).toMatchObject({ state: 'done', campaign: 'c1', lines: 16, added: 12, changed: 0, rejected: 3 });
    expect(await rejectsOf(house, preview)).toEqual([
      { line: 14, reason: 'duplicate', firstLine: 2 },
      { line: 15, reason: 'resident-number' },
      { line: 16, reason: 'ci' },
    ]);
  }
  expect(await house.store.prisma.rollEntry.count()).toBe(0);
  expect(await house.store.prisma.importLine.count()).toBe(0);
  await importAll(fileOf(all));
  const corrected = fileOf([...all.slice(1), { ...first, phone: '010-0001-0001' }]);
  expect(await importFile(house, corrected, ahead)).toMatchObject({ added: 0, changed: 1, unchanged: 11, rejected: 0 });
  const file = Buffer.from(fileOf(all));
  expect(await beginImport(house, file, { ...ahead, preview: false })).toMatchObject({ status: 400 });
  expect(await beginImport(house, file, { ...ahead, campaign: 'nowhere' })).toMatchObject({
    status: 404,
    body: { code: 'campaign-unknown' },
  });
});
