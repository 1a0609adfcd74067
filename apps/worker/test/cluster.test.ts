import { expect, test } from '@jest/globals';
import { eventually, startOwnCluster } from '@sunbeon/test-kit';
import { aNight, person } from './a-night.ts';

test('workers over a cluster start the line, lease its numbers, note how far it is, and call', async () => {
  await using cluster = await startOwnCluster();
  await using night = await aNight(cluster.url, 1_000);
  for (let n = 1; n <= 20; n += 1) expect(await night.arrive(person(n))).toMatchObject({ number: n, epoch: 1 });
  await eventually(async () => expect(await night.room.status(night.windowId)).toMatchObject({ serving: 20 }));
  const { windowId } = night;
  await eventually(async () => {
    const known = await night.store.prisma.lineCheckpoint.findUnique({ where: { windowId } });
    expect(known).toMatchObject({ issued: 20, serving: 20 });
  });
  expect(await night.room.claim(windowId, 7, person(7))).toMatchObject({ outcome: 'admitted' });
});
