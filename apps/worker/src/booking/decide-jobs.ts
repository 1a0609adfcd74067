import { type BookingRequest, bookingRequestSchema } from '@sunbeon/core';
import { setAside } from '@sunbeon/store';
import type { WorkerContext } from '../context.ts';
import { announceOutcomes, type Decided } from './announce-outcome.ts';
import { decideGroup } from './decide-group.ts';
import type { TakenJob } from './job-group.ts';

/**
 * Decides the requests of some jobs as one group and shows the outcomes. Resolves to the ids of jobs that are decided in
 * a way that cannot be read; all others are done. When it rejects, none may be counted as done.
 */
export async function decideJobs(
  context: WorkerContext,
  jobs: readonly TakenJob[],
  stopping: AbortSignal,
): Promise<ReadonlySet<string>> {
  const requests: BookingRequest[] = [];
  for (const job of jobs) {
    const { data: request, error } = bookingRequestSchema.safeParse(job.data);
    if (request) requests.push(request);
    else await putAside(context, job, error.message);
  }
  if (requests.length === 0) return new Set();
  const takenMs = Date.now();
  const outcomes = await decideGroup(context, requests, stopping);
  const committedMs = Date.now();
  const decided: DecidedJob[] = [];
  const unreadable = new Set<string>();
  for (const [index, request] of requests.entries()) {
    const outcome = outcomes[index];
    if (outcome) decided.push({ request, outcome });
    else unreadable.add(request.requestId);
  }
  await announceOutcomes(context, decided);
  tellTraces(context, decided, { takenMs, committedMs, shownMs: Date.now() });
  return unreadable;
}

interface DecidedJob extends Decided {
  readonly request: BookingRequest;
}

interface GroupTimes {
  readonly takenMs: number;
  readonly committedMs: number;
  readonly shownMs: number;
}

/** How long each request waited in the queue, how its group was decided, and when that could be seen. */
function tellTraces({ traces }: WorkerContext, decided: readonly DecidedJob[], times: GroupTimes): void {
  if (!traces.isOn) return;
  const { takenMs, committedMs, shownMs } = times;
  for (const { request, outcome } of decided) {
    const { requestId, receivedAtMs } = request;
    const ended = outcome.state === 'confirmed' ? outcome.state : outcome.code;
    const facts = { 'sunbeon.outcome': ended, 'sunbeon.group': decided.length };
    traces.went({ requestId, name: 'wait in queue', startedMs: receivedAtMs, endedMs: takenMs });
    traces.went({ requestId, name: 'decide', startedMs: takenMs, endedMs: committedMs, facts });
    traces.went({ requestId, name: 'show outcome', startedMs: committedMs, endedMs: shownMs });
  }
}

/** A job that is no booking request blocks nobody: it is kept with its reason, and the queue goes on. */
async function putAside({ store, metrics, logger }: WorkerContext, job: TakenJob, reason: string): Promise<void> {
  logger.error({ jobId: job.id }, 'a job that is no booking request was set aside');
  metrics.setAside.inc();
  await setAside(store, { jobId: job.id, reason, payload: job.data });
}
