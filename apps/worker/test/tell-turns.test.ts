import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createLogger, ResourceStack } from '@sunbeon/service-kit';
import { claimMessages } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { TurnTextBoard } from '@sunbeon/waiting-room';
import { tellTurns } from '../src/line/tell-turns.ts';
import { aHouse, anOpenWindow, type House } from './a-worker.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

const PATIENT = { timeoutMs: 15_000 };

test('of those who asked, whoever is called and does not come is told once; whoever comes, or waits, is not', async () => {
  const { id } = await anOpenWindow(house, 10, { maxActive: 2, maxPerSecond: 2 });
  await house.startWorker({ turnTextAfterMs: 1_500 });
  await house.startWorker({ turnTextAfterMs: 1_500 });
  const board = new TurnTextBoard(house.redis.redis, house.redis.prefix);
  const people = Array.from({ length: 4 }, () => randomBytes(16).toString('base64url'));
  await eventually(
    async () => expect(await house.room.join(id, people[0] ?? '')).toMatchObject({ number: 1 }),
    PATIENT,
  );
  for (const person of people.slice(1)) await house.room.join(id, person);
  for (const [n, personKey] of people.entries()) {
    await board.ask(id, n + 1, { personKey, sealedContact: 'sealed', language: 'ko' });
  }
  await eventually(
    async () => expect(await house.room.claim(id, 1, people[0] ?? '')).toMatchObject({ outcome: 'admitted' }),
    PATIENT,
  );
  const told = () => house.store.prisma.message.findMany({ orderBy: { number: 'asc' } });
  await eventually(async () => {
    expect((await told()).map(({ number }) => number)).toContain(2);
  }, PATIENT);
  expect((await told()).map(({ number }) => number)).not.toContain(1);
  expect(await board.isAsked(id, 1)).toBe(false);

  const { messages } = await claimMessages(house.store, { limit: 1, carrier: 'first', quietUntil: new Date() });
  expect(messages).toMatchObject([{ kind: 'turn', turn: { windowId: id, number: 2 }, personKey: people[1] }]);
});

test('a line that was rebuilt further back than it stood takes no wish from whoever waits again', async () => {
  const { id } = await anOpenWindow(house, 10);
  const worker = await house.startWorker();
  const { room, store } = house;
  const people = Array.from({ length: 3 }, () => randomBytes(16).toString('base64url'));
  await eventually(async () => expect(await room.join(id, people[0] ?? '')).toMatchObject({ number: 1 }), PATIENT);
  for (const person of people.slice(1)) await room.join(id, person);
  // From here on nobody calls anybody.
  await worker[Symbol.asyncDispose]();
  const turnTexts = new TurnTextBoard(house.redis.redis, house.redis.prefix);
  const config = { ...house.config, turnTextAfterMs: 500 };
  await using held = new ResourceStack();
  held.use(tellTurns({ config, room, turnTexts, store, logger: createLogger('worker', 'silent') }));
  const standsAt = async (serving: number) =>
    house.redis.redis.hset(`${house.redis.prefix}:{w:${id}}:line`, 'serving', serving);
  const ask = async (number: number) =>
    turnTexts.ask(id, number, { personKey: people[number - 1] ?? '', sealedContact: 'sealed', language: 'ko' });
  const isTold = async (number: number) =>
    eventually(async () => expect(await turnTexts.isAsked(id, number)).toBe(false), PATIENT);
  await standsAt(3);
  await ask(2);
  await isTold(2);

  await standsAt(1);
  await ask(3);
  await ask(1);
  await isTold(1);
  expect(await turnTexts.isAsked(id, 3)).toBe(true);
});

test('a text that tells of a turn is not sent once its window is closed, or half an hour has gone', async () => {
  const { id } = await anOpenWindow(house, 1);
  const aText = (number: number, expiresAt: Date) =>
    house.store.prisma.message.create({
      data: {
        windowId: id,
        number,
        personKey: `${number}`.repeat(22),
        sealedContact: 'sealed',
        language: 'ko',
        kind: 'turn',
        version: 1,
        expiresAt,
      },
    });
  const claim = async () => claimMessages(house.store, { limit: 10, carrier: 'first', quietUntil: null });
  await aText(1, new Date(Date.now() - 1_000));
  expect(await claim()).toMatchObject({ messages: [], superseded: 1 });
  await aText(2, new Date(Date.now() + 60_000));
  await house.store.prisma.window.update({ where: { id }, data: { closed: true } });
  expect(await claim()).toMatchObject({ messages: [], superseded: 1 });
});
