import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { aWindow } from '@sunbeon/test-kit';
import { UnreadableRecord } from '../src/index.ts';
import { type TestLine, testLine } from './fixture.ts';

let line: TestLine;
beforeAll(async () => {
  line = await testLine();
});
afterAll(() => line[Symbol.asyncDispose]());

test('what was published can be read back, value for value', async () => {
  const fifo = aWindow({ remaining: 12 });
  const draw = aWindow({
    policy: 'draw',
    lobbyOpensAtMs: 1_626_692_400_000,
    opensAtMs: 1_626_694_200_000,
    paused: true,
  });
  expect(await line.room.publishWindow(fifo)).toBe(true);
  expect(await line.room.publishWindow(draw)).toBe(true);
  expect(await line.room.window(fifo.id)).toEqual(fifo);
  expect(await line.room.window(draw.id)).toEqual(draw);
  expect((await line.room.windows()).map((window) => window.id)).toEqual([draw.id, fifo.id]);
  expect(await line.room.window('no-such-window')).toBeNull();
  expect(await line.room.status('no-such-window')).toBeNull();
});

test('an older or equal version changes nothing', async () => {
  const window = await line.open({ version: 5 });
  expect(await line.room.publishWindow({ ...window, version: 5, title: 'other' })).toBe(false);
  expect(await line.room.publishWindow({ ...window, version: 4, title: 'other' })).toBe(false);
  expect(await line.room.window(window.id)).toEqual(window);
  expect(await line.room.publishWindow({ ...window, version: 10, title: 'newer' })).toBe(true);
  expect(await line.room.window(window.id)).toMatchObject({ title: 'newer', version: 10 });
});

test('of many publishers at once the newest version stays, whole', async () => {
  const window = aWindow();
  const versions = Array.from({ length: 40 }, (_, n) => n + 1).toSorted((a, b) => ((a * 17) % 41) - ((b * 17) % 41));
  await Promise.all(
    versions.map((version) =>
      line.room.publishWindow({ ...window, version, title: `version ${version}`, maxActive: version }),
    ),
  );
  expect(await line.room.window(window.id)).toMatchObject({ version: 40, title: 'version 40', maxActive: 40 });
});

test('a newer version keeps the line and what is known about the doses', async () => {
  const window = await line.open();
  await line.joinAll(window.id, 3);
  await line.room.callNext(window.id);
  await line.room.setRemaining(window.id, 0);
  await line.room.publishWindow({ ...window, version: 2, maxActive: 7 });
  expect(await line.room.status(window.id)).toMatchObject({
    issued: 3,
    serving: 3,
    remaining: 0,
    state: 'exhausted',
    maxActive: 7,
  });
});

test('doses gone and back: exhausted, then open', async () => {
  const { id } = await line.open({ remaining: 9 });
  await line.room.setRemaining(id, 0);
  expect(await line.room.status(id)).toMatchObject({ state: 'exhausted', remaining: 0 });
  await line.room.setRemaining(id, 2);
  expect(await line.room.status(id)).toMatchObject({ state: 'open', remaining: 2 });
  await line.room.setRemaining(id, null);
  expect(await line.room.status(id)).toMatchObject({ state: 'open', remaining: null });
  await line.room.setRemaining('no-such-window', 3);
  expect(await line.room.window('no-such-window')).toBeNull();
});

test('the status tells the state at the instant it was read', async () => {
  const before = Date.now();
  const scheduled = await line.open({ opensAtMs: before + 60_000 });
  const lobby = await line.open({ policy: 'draw', lobbyOpensAtMs: before - 1_000, opensAtMs: before + 60_000 });
  const closed = await line.open({ closed: true });
  expect(await line.room.status(scheduled.id)).toMatchObject({ state: 'scheduled', serving: 0, issued: 0, rate: null });
  expect(await line.room.status(lobby.id)).toMatchObject({ state: 'lobby' });
  expect(await line.room.status(closed.id)).toMatchObject({ state: 'closed' });
});

test('a number that was never given stands nowhere', async () => {
  const { id } = await line.open();
  await line.joinAll(id, 1);
  expect(await line.room.standing(id, 1)).toMatchObject({
    state: 'waiting',
    ahead: 0,
    serving: 0,
    issued: 1,
    epoch: 1,
  });
  expect(await line.room.standing(id, 2)).toBeNull();
  expect(await line.room.standing('no-such-window', 1)).toBeNull();
});

test('a door that holds something else closes itself and no other', async () => {
  const [strange, sound] = [await line.open(), await line.open()];
  await line.redis.hset(`${line.prefix}:{w:${strange.id}}:door`, 'policy', 'of a later release');
  const ids = (await line.room.windows()).map(({ id }) => id);
  expect(ids).toContain(sound.id);
  expect(ids).not.toContain(strange.id);
  await expect(line.room.window(strange.id)).rejects.toThrow(UnreadableRecord);
  await line.redis.hset(`${line.prefix}:{w:${strange.id}}:door`, 'policy', 'fifo', 'cohort', '{');
  await expect(line.room.status(strange.id)).rejects.toThrow(UnreadableRecord);
});
