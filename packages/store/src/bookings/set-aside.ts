import type { Store } from '../store.ts';

/** A job that could not be read or decided. Its payload holds no readable personal data, as no job does. */
export interface AsideJob {
  readonly jobId: string;
  readonly reason: string;
  readonly payload: unknown;
}

const MAX_REASON = 1_000;
const MAX_PAYLOAD = 10_000;

/** Keeps a job with its reason, so that the queue can go on and nothing that was accepted disappears. */
export async function setAside({ prisma }: Store, { jobId, reason, payload }: AsideJob): Promise<void> {
  await prisma.setAside.create({
    data: {
      jobId: storable(jobId),
      reason: storable(reason).slice(0, MAX_REASON),
      payload: storable(asJson(payload)).slice(0, MAX_PAYLOAD),
    },
  });
}

function asJson(payload: unknown): string {
  return JSON.stringify(payload) ?? 'undefined';
}

/** Postgres' text holds no NUL and no lone surrogate. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll('\u0000', '\u{fffd}')).toString();
}
