import type { Prisma } from '../generated/client.ts';
import type { Store } from '../store.ts';
import { approvalView } from './approval-view.ts';

/** Adds what came of a request after it was carried out. */
export async function noteOutcome({ prisma }: Store, id: string, outcome: Prisma.InputJsonObject) {
  return approvalView(await prisma.approval.update({ where: { id, state: 'done' }, data: { outcome } }));
}
