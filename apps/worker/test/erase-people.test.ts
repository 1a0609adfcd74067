import { expect, test } from '@jest/globals';
import { decideBookings } from '@sunbeon/store';
import { eventually } from '@sunbeon/test-kit';
import { aHouse, anOpenWindow, aRequest } from './a-worker.ts';

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);

test('a worker forgets the people of a campaign that ended a month ago, and nobody of the one that goes on', async () => {
  await using house = await aHouse();
  const { store } = house;
  const [old, young] = [await anOpenWindow(house, 5), await anOpenWindow(house, 5)];
  for (const { id, slots } of [old, young]) {
    const choices = slots.slice(0, 1);
    await decideBookings(
      store,
      [1, 2, 3].map((number) => aRequest({ windowId: id, choices, number })),
    );
  }
  await store.prisma.window.update({
    where: { id: old.id },
    data: { opensAt: daysAgo(32), closesAt: daysAgo(31) },
  });

  await house.startWorker();
  await eventually(async () => {
    expect(await store.prisma.campaign.findUnique({ where: { id: old.id } })).toMatchObject({
      erasedAt: expect.any(Date),
    });
  });
  const left = await store.prisma.booking.groupBy({ by: ['windowId'], where: { erasedAt: null }, _count: true });
  expect(left).toEqual([{ windowId: young.id, _count: 3 }]);
  expect(await store.prisma.bookingRequest.count({ where: { personKey: '' } })).toBe(3);
});
