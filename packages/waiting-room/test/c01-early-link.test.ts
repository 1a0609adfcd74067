import { expect, test } from '@jest/globals';
import { numberOf, person, testLine } from './fixture.ts';

test('whoever asks before the opening gets no number and no seat, and gains nothing by having asked', async () => {
  await using line = await testLine();
  const window = await line.open({ opensAtMs: Date.now() + 60_000 });
  const { id } = window;
  const rooms = Array.from({ length: 4 }, () => line.anotherRoom());
  // Connections are made when they are first needed.
  await Promise.all(rooms.map((room) => room.join(id, person(0))));
  const opensAtMs = (await line.room.serverTimeMs()) + 1_000;
  await line.room.publishWindow({ ...window, version: 2, opensAtMs });

  const early = rooms.map(async (room, gate) => {
    let attempts = 0;
    for (;;) {
      const [claimed, called] = [await room.claim(id, attempts + 1, person(gate)), await room.callNext(id)];
      const joined = await room.join(id, person(gate));
      const nowMs = await room.serverTimeMs();
      if (nowMs >= opensAtMs) return attempts;
      expect(claimed).toEqual({ outcome: 'not-open', opensAtMs });
      expect(called).toEqual({ called: 0, serving: 0, active: 0 });
      expect(joined).toEqual({ outcome: 'not-open', opensAtMs });
      attempts += 1;
    }
  });
  expect(Math.min(...(await Promise.all(early)))).toBeGreaterThan(5);
  expect((await line.room.status(id))?.issued).toBeLessThanOrEqual(rooms.length);
  expect(numberOf(await line.room.join(id, person(100)))).toBeLessThanOrEqual(rooms.length + 1);
});
