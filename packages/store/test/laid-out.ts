import { randomBytes } from 'node:crypto';
import type { Store } from '../src/index.ts';

const HOUR_MS = 3_600_000;

/** A slot to lay out; `startsAt` in UTC. */
export interface LaidSlot {
  readonly siteId?: string;
  readonly startsAt: string;
  readonly capacity?: number;
}

export interface Laid {
  readonly campaignId?: string;
  readonly secondDoseAfterDays?: number;
  readonly slots: readonly LaidSlot[];
}

/** An open window with exactly these slots, and their ids in this order. */
export async function laidOut({ prisma }: Store, plan: Laid): Promise<{ windowId: string; slots: string[] }> {
  const windowId = `w-${randomBytes(4).toString('hex')}`;
  const { campaignId = windowId, secondDoseAfterDays = null } = plan;
  await prisma.campaign.createMany({
    data: [{ id: campaignId, title: '시험', secondDoseAfterDays }],
    skipDuplicates: true,
  });
  await prisma.window.create({
    data: {
      id: windowId,
      campaignId,
      title: '시험',
      birthFrom: new Date('1967-01-01'),
      birthTo: new Date('1968-12-31'),
      policy: 'fifo',
      opensAt: new Date(Date.now() - 1_000),
      closesAt: new Date(Date.now() + HOUR_MS),
      maxActive: 10,
      maxPerSecond: 10,
      admissionSeconds: 60,
      ceiling: 1_000,
    },
  });
  const slots = await prisma.slot.createManyAndReturn({
    data: plan.slots.map(({ siteId = 's1', startsAt, capacity = 1 }) => ({
      windowId,
      siteId,
      startsAt: new Date(startsAt),
      product: '백신',
      capacity,
    })),
  });
  return { windowId, slots: slots.map(({ id }) => String(id)) };
}
