import { expect, test } from '@jest/globals';
import { person, testLine } from './fixture.ts';

test('a seat goes only to the person whose own number was called', async () => {
  await using line = await testLine();
  const { id } = await line.open({ maxActive: 1 });
  await line.joinAll(id, 3);
  await line.room.callNext(id);

  const stranger = person(99);
  expect(await line.room.claim(id, 1, stranger)).toEqual({ outcome: 'not-placed' });
  expect(await line.room.claim(id, 4, stranger)).toEqual({ outcome: 'not-placed' });
  expect(await line.room.claim(id, 0, person(3))).toEqual({ outcome: 'not-placed' });
  expect(await line.room.claim(id, 1, person(3))).toEqual({ outcome: 'not-placed' });
  expect(await line.room.claim(id, 3, person(3))).toEqual({ outcome: 'not-called', ahead: 1 });
  expect(await line.room.standing(id, 3)).toMatchObject({ state: 'waiting' });

  expect(await line.room.claim(id, 1, person(1))).toMatchObject({ outcome: 'admitted' });
  expect(await line.room.standing(id, 1)).toMatchObject({ state: 'admitted' });
});

test("another window's number opens nothing", async () => {
  await using line = await testLine();
  const [called, other] = [await line.open(), await line.open()];
  await line.joinAll(called.id, 1);
  await line.room.callNext(called.id);
  expect(await line.room.claim(other.id, 1, person(1))).toEqual({ outcome: 'not-placed' });
});
