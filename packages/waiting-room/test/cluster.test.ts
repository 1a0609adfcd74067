import { afterAll } from '@jest/globals';
import { startOwnCluster } from '@sunbeon/test-kit';
import { useCluster } from './fixture.ts';

/*
 * The tests of this package once more, on a Redis Cluster of three nodes: everything a step touches lives in one slot. Not
 * among them are those that measure one server's memory and one server's clock to the millisecond.
 */
const cluster = await startOwnCluster();
useCluster(cluster);
await import('./agent-seats.test.ts');
await import('./boards.test.ts');
await import('./c01-early-link.test.ts');
await import('./c03-client-side-gate.test.ts');
await import('./call-next.test.ts');
await import('./claim.test.ts');
await import('./draw.test.ts');
await import('./endings.test.ts');
await import('./joining-together.test.ts');
await import('./join.test.ts');
await import('./model.test.ts');
await import('./night-board.test.ts');
await import('./outflow-lease.test.ts');
await import('./publish-window.test.ts');
await import('./rebuild.test.ts');
afterAll(async () => {
  await cluster[Symbol.asyncDispose]();
});
