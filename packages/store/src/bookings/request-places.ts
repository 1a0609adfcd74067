import type { Store } from '../store.ts';

/** The place in line a booking request was made from. */
export interface RequestPlace {
  readonly requestId: string;
  readonly windowId: string;
  readonly number: number;
}

/** The places in line of requests that were decided; one that was not is missing. */
export async function requestPlaces({ prisma }: Store, requestIds: readonly string[]): Promise<RequestPlace[]> {
  return prisma.bookingRequest.findMany({
    where: { requestId: { in: [...requestIds] } },
    select: { requestId: true, windowId: true, number: true },
  });
}
