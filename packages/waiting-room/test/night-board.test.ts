import { expect, test } from '@jest/globals';
import { AgentSeats, NightBoard } from '../src/index.ts';
import { person, testLine } from './fixture.ts';

test('tells how many are where at one instant: seats, seats of agents, bookings, admissions', async () => {
  await using line = await testLine();
  const board = new NightBoard(line.redis, line.prefix);
  const { id } = await line.open({ maxActive: 5, agentSeats: 2 });
  await line.joinAll(id, 8);
  await line.room.callNext(id);
  for (const number of [1, 2, 3, 3]) await line.room.claim(id, number, person(number));
  await new AgentSeats(line.redis, line.prefix).claim(id, 8, person(8));
  await line.room.finish(id, 1);
  expect(await board.read(id)).toMatchObject({
    id,
    issued: 8,
    serving: 5,
    active: 2,
    agentsActive: 1,
    booked: 1,
    admissions: 3,
    inLobby: 0,
    rebuilding: false,
  });
  expect(await board.read('w-nowhere')).toBeNull();
});

test('a seat that has expired is not taken, before anybody clears it away; taken again it is another admission', async () => {
  await using line = await testLine();
  const board = new NightBoard(line.redis, line.prefix);
  const { id } = await line.open({ maxActive: 5 });
  await line.joinAll(id, 1);
  await line.room.callNext(id);
  await line.room.claim(id, 1, person(1));
  await line.redis.zadd(line.keys.seats(id), Date.now() - 1, '1');
  expect(await board.read(id)).toMatchObject({ active: 0, admissions: 1 });
  await line.room.claim(id, 1, person(1));
  expect(await board.read(id)).toMatchObject({ active: 1, admissions: 2 });
});

test('who waits in a lobby is counted until it is drawn', async () => {
  await using line = await testLine();
  const board = new NightBoard(line.redis, line.prefix);
  const nowMs = Date.now();
  const times = { lobbyOpensAtMs: nowMs - 60_000, opensAtMs: nowMs + 60_000, closesAtMs: nowMs + 120_000 };
  const { id } = await line.open({ policy: 'draw', ...times });
  for (const n of [1, 2, 3]) await line.room.join(id, person(n));
  expect(await board.read(id)).toMatchObject({ state: 'lobby', inLobby: 3, issued: 0 });
});
