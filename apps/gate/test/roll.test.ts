import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { birthDateSchema, civilDateSchema } from '@sunbeon/core';
import { signSession, verifySession } from '@sunbeon/crypto';
import { eventually } from '@sunbeon/test-kit';
import { RollBoard, RollDigests } from '@sunbeon/waiting-room';
import { aGate, aPerson, type TestGate, type TestPerson } from './a-gate.ts';

let at: TestGate;
let asked = 0;
beforeEach(async () => {
  at = await aGate();
});
afterEach(async () => {
  await at[Symbol.asyncDispose]();
});

async function join(windowId: string, { session }: TestPerson) {
  const answer = await fetch(`${at.gate.url}/v1/windows/${windowId}/tickets`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session}`, connection: 'close' },
  });
  return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.json() };
}

async function publish(campaignId: string, people: readonly TestPerson[], isComplete = true): Promise<void> {
  const digests = new RollDigests();
  for (const { personKey } of people) digests.add(personKey);
  const version = `${people.length}`;
  const board = new RollBoard(at.redis, at.config.redisPrefix);
  await board.publish(campaignId, { version, isComplete, people: digests.size }, digests.pieces());
}

const NOT_ON_ROLL = { status: 403, body: { code: 'not-eligible', rule: 'not-on-roll' } };
const COME_AGAIN = { status: 503, retryAfter: '2', body: { code: 'line-unavailable' } };

test('c09: until its roll is loaded nobody is refused; then whoever is on it joins, and everybody else is told why not', async () => {
  const [mother, stranger] = [await aPerson(at), await aPerson(at)];
  const windowId = await at.openWindow({ campaignId: 'c1', requiresRoll: true });
  const open = await at.openWindow({ campaignId: 'c1' });
  for (const person of [mother, stranger]) expect(await join(windowId, person)).toMatchObject(COME_AGAIN);
  await publish('c1', [mother]);
  // Somebody else each time: one person may not ask that often.
  await eventually(async () => expect(await join(windowId, await aPerson(at))).toMatchObject(NOT_ON_ROLL));
  expect(await join(windowId, stranger)).toMatchObject(NOT_ON_ROLL);
  expect(await join(windowId, mother)).toMatchObject({ status: 201, body: { number: 1 } });
  expect(await join(windowId, mother)).toMatchObject({ status: 200, body: { number: 1 } });
  // A window of the same campaign that requires no roll asks for none.
  expect(await join(open, stranger)).toMatchObject({ status: 201 });
  // The birth date is looked at first: it says nothing about the roll.
  const young = await aPerson(at, civilDateSchema.parse('1998-04-25'));
  expect(await join(windowId, young)).toMatchObject({ status: 403, body: { rule: 'born-after' } });
  const { windows } = await (await fetch(`${at.gate.url}/v1/windows`)).json();
  expect(windows).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ id: windowId, requiresRoll: true }),
      expect.objectContaining({ id: open, requiresRoll: false }),
    ]),
  );
});

test.each([
  ['1967-03-00', 201],
  ['1968-00-00', 201],
  ['1969-00-00', 403],
])('c09: of somebody born %s the day is not known: %s', async (birthDate, status) => {
  const windowId = await at.openWindow();
  const person = await aPerson(at);
  const known = verifySession(at.config.keys.session, person.session);
  if (known === null) throw new TypeError('no session');
  const session = signSession(at.config.keys.session, { ...known, birthDate: birthDateSchema.parse(birthDate) });
  expect(await join(windowId, { ...person, session })).toMatchObject({ status });
});

test('while people are being added nobody is refused; whoever was added joins within seconds', async () => {
  const [father, stranger] = [await aPerson(at), await aPerson(at)];
  const others = await Promise.all(Array.from({ length: 400 }, () => aPerson(at)));
  const windowId = await at.openWindow({ campaignId: 'c2', requiresRoll: true });
  await publish('c2', others, false);
  await eventually(async () => expect(await join(windowId, another(others))).toMatchObject({ status: 201 }));
  expect(await join(windowId, father)).toMatchObject(COME_AGAIN);
  await publish('c2', [...others, father]);
  await eventually(async () => expect(await join(windowId, await aPerson(at))).toMatchObject(NOT_ON_ROLL));
  expect(await join(windowId, father)).toMatchObject({ status: 201 });
  expect(await join(windowId, stranger)).toMatchObject(NOT_ON_ROLL);
});

/** Somebody of them, another one each time. */
function another(people: readonly TestPerson[]): TestPerson {
  asked += 1;
  const person = people[asked % people.length];
  if (person === undefined) throw new TypeError('nobody');
  return person;
}
