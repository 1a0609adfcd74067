import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { BookingOutcome } from '@sunbeon/core';
import { eventually } from '@sunbeon/test-kit';
import { RequestBoard, StatisticsBoard } from '@sunbeon/waiting-room';
import { aHouse, anOpenWindow, type House } from './a-worker.ts';

let house: House;
beforeEach(async () => {
  house = await aHouse();
});
afterEach(async () => {
  await house[Symbol.asyncDispose]();
});

/** A few seconds of waiting at this rate: long enough for a wait to be foretold and to end. */
const [PEOPLE, PER_SECOND] = [24, 3];

test('a worker notes how far the line has come, and what became of the waits it foretold', async () => {
  const board = new StatisticsBoard(house.redis.redis, house.redis.prefix);
  const { id } = await anOpenWindow(house, PEOPLE, { maxActive: PEOPLE, maxPerSecond: PER_SECOND });
  await house.startWorker();
  await eventually(async () => expect(await house.room.join(id, 'person-0')).toMatchObject({ number: 1 }));
  for (let n = 1; n < PEOPLE; n += 1) await house.room.join(id, `person-${n}`);

  await eventually(async () => {
    const { promises } = await board.read(id);
    expect(promises.length).toBeGreaterThan(0);
  });
  await eventually(async () => expect(await house.room.status(id)).toMatchObject({ serving: PEOPLE }));
  await house.room.finishMany(id, [1, 2]);
  for (const n of [3, 4, 5]) await house.room.claim(id, n, `person-${n - 1}`);
  const outcome: BookingOutcome = { state: 'rejected', code: 'slot-full', alternatives: [] };
  await new RequestBoard(house.redis.redis, house.redis.prefix).publish({ requestId: 'r-1', windowId: id, outcome });
  // The first note of a minute counts: that of this very moment shows once the minute begins anew.
  await house.redis.redis.del(`${house.redis.prefix}:{w:${id}}:minutes`);
  await eventually(async () => {
    const { samples } = await board.read(id);
    expect(samples).toEqual([
      expect.objectContaining({ waiting: 0, called: PEOPLE, booked: 2, admitted: 3, refused: 1 }),
    ]);
  });
});
