import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { civilDateOf, cohortOfAges, importViewSchema, rollImportViewSchema } from '@sunbeon/core';
import { repositoryRoot } from '@sunbeon/scripts';
import { eachSyntheticPerson, type RollRow, rollFile, sandboxCi } from '@sunbeon/synthetic';
import { eventually } from '@sunbeon/test-kit';
import { citizens, type House, openHouse, outcomeOf, passFor } from '../house.ts';
import { Traveller } from '../personal-data/traveller.ts';

/** Three pieces of the file. */
const OTHERS = 16_000;
/** The same of slots, whose lines are long. */
const LONG_LINES = 5_000;
const PATIENT = { timeoutMs: 60_000 };
const MOTHER = { name: '오현숙', birthDate: '1967-03-09', phone: '010-0000-0011' };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => {
  await house[Symbol.asyncDispose]();
});

function cli(...args: string[]): ChildProcess {
  const program = join(repositoryRoot, 'scripts', 'cli', 'main.ts');
  const flags = ['--conditions=source', '--import', import.meta.resolve('tsx')];
  return spawn(process.execPath, [...flags, program, ...args, '--json'], {
    env: { ...process.env, DATA_DIR: house.stack.dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** What a command printed, once it has ended well. */
async function said(command: ChildProcess): Promise<string> {
  if (command.stdout === null || command.stderr === null) throw new TypeError('it says nothing');
  const [stdout, stderr] = await Promise.all([text(command.stdout), text(command.stderr)]);
  if (command.exitCode === null) await once(command, 'exit');
  if (command.exitCode !== 0) throw new Error(stderr);
  return stdout;
}

function* peopleOnTheRoll(): Generator<RollRow> {
  yield* eachSyntheticPerson(OTHERS, { birthFrom: '1967-01-01', birthTo: '1968-12-31', seed: 'c09' });
  // As the register writes her; the provider vouches for the same person with another spelling of the number.
  yield { ...MOTHER, ci: sandboxCi({ ...MOTHER, phone: '+821000000011' }), phone: '01000000011' };
  yield { ci: '670309-2000000', name: MOTHER.name, birthDate: MOTHER.birthDate, phone: null };
}

/** Waits until more than so many bytes of the file have been read. */
async function hasRead(bytes: number): Promise<void> {
  await eventually(async () => {
    expect((await house.staff.roll.list('c9'))[0]?.offset).toBeGreaterThan(bytes);
  }, PATIENT);
}

test('c09: a roll whose import was killed, and then the api, is imported to its end, and whoever is on it books; others are told why not', async () => {
  await house.staff.createWindow({
    id: 'c9',
    cohort: cohortOfAges({ from: 53, to: 54 }, civilDateOf('2021-12-31')),
    requiresRoll: true,
    opensAt: new Date(Date.now() + 1_000).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  await house.staff.generateSlots('c9', { sites: 1, days: 1, timesPerDay: 1, capacity: 5 });
  const file = join(house.stack.dataDir, 'roll.csv');
  await writeFile(file, [...rollFile(peopleOnTheRoll())].join(''));

  const killed = cli('roll', 'import', file, '--campaign', 'c9');
  await hasRead(0);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const [half] = await house.staff.roll.list('c9');
  expect(half).toMatchObject({ state: 'running' });

  const again = said(cli('roll', 'import', file, '--campaign', 'c9'));
  await hasRead(half?.offset ?? 0);
  const api = house.stack.processes().find(({ name }) => name === 'staff');
  process.kill(api?.pid ?? 0, 'SIGKILL');
  const done = await again;
  expect(rollImportViewSchema.parse(JSON.parse(done))).toMatchObject({
    id: half?.id,
    state: 'done',
    lines: OTHERS + 3,
    added: OTHERS + 1,
    unchanged: 0,
    changed: 0,
    rejected: 1,
  });
  await eventually(async () => {
    for await (const rejects of house.staff.roll.rejects(half?.id ?? '')) {
      expect(rejects).toEqual([{ line: OTHERS + 3, reason: 'resident-number' }]);
    }
  }, PATIENT);
  const { rows } = await house.database.query('SELECT count(*)::int AS people FROM roll_entry');
  expect(rows).toEqual([{ people: OTHERS + 1 }]);

  // Somebody else each time: one person may not ask that often.
  const strangers = await citizens(house, 1_000);
  await eventually(async () => {
    const answer = await house.gate.join('c9', strangers.pop()?.session ?? '');
    expect(answer).toMatchObject({ ok: false, code: 'not-eligible' });
  }, PATIENT);
  const mother = new Traveller(house);
  await mother.verify(MOTHER);
  const pass = await passFor(house, 'c9', mother.session);
  const slots = await house.gate.slots('c9');
  const taken = await house.gate.book(pass, randomUUID(), [slots.ok ? (slots.body.slots[0]?.id ?? '') : '']);
  const requestId = taken.ok ? taken.body.requestId : taken.code;
  expect(await outcomeOf(house, pass, requestId)).toMatchObject({ state: 'confirmed' });
});

/** Lines of an export, without what it says of itself. */
function rowsOf(exported: string): string[] {
  return exported.split('\n').filter((line) => !line.startsWith('#'));
}

test('a file of slots whose import was killed, and then the api, is imported to its end; what is exported is the same', async () => {
  const window = await house.staff.createWindow({
    id: 'files',
    cohort: { birthFrom: civilDateOf('1941-01-01'), birthTo: civilDateOf('1942-12-31'), lastDigit: null },
    opensAt: new Date(Date.now() + 3_600_000).toISOString(),
    closesAt: new Date(Date.now() + 7_200_000).toISOString(),
  });
  const product = '백신'.repeat(90);
  const startMs = Date.parse('2027-01-04T00:00:00Z');
  const lines = Array.from(
    { length: LONG_LINES },
    (_, at) => `h001,${new Date(startMs + at * 60_000).toISOString()},${product},1`,
  );
  const file = join(house.stack.dataDir, 'slots.csv');
  await writeFile(file, ['site_id,starts_at,product,capacity', ...lines].join('\n'));
  const importing = () => cli('data', 'import', file, '--kind', 'slots', '--window', window.id);
  const at = async () => (await house.staff.data.list())[0]?.offset ?? 0;

  const killed = importing();
  await eventually(async () => expect(await at()).toBeGreaterThan(0), PATIENT);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const half = await at();
  const again = said(importing());
  await eventually(async () => expect(await at()).toBeGreaterThan(half), PATIENT);
  const api = house.stack.processes().find(({ name }) => name === 'staff');
  process.kill(api?.pid ?? 0, 'SIGKILL');
  expect(importViewSchema.parse(JSON.parse(await again))).toMatchObject({
    state: 'done',
    added: LONG_LINES,
    rejected: 0,
  });

  const whole = await buffer(await house.staff.data.export('slots', { window: window.id, reason: 'c09' }));
  const copy = join(house.stack.dataDir, 'copy.csv');
  // As if the first attempt had broken off within a row.
  await writeFile(copy, whole.subarray(0, whole.length / 2));
  await said(cli('data', 'export', 'slots', copy, '--window', window.id, '--reason', 'c09'));
  expect(rowsOf(await readFile(copy, 'utf8'))).toEqual(rowsOf(whole.toString()));
  const same = said(cli('data', 'import', copy, '--kind', 'slots', '--window', window.id, '--preview'));
  expect(JSON.parse(await same)).toMatchObject({
    preview: true,
    added: 0,
    changed: 0,
    unchanged: LONG_LINES,
    rejected: 0,
  });
});
