import type { Job } from 'bullmq';
import { z } from 'zod';

/**
 * What a booking request's job may tell whoever looks after the queue: which window and slots are asked for, from which
 * place in line. The person key, the sealed contact, the index of the phone and the consent stay where they are.
 */
const toldSchema = z.object({
  windowId: z.string(),
  number: z.number(),
  choices: z.array(z.string()),
  language: z.string(),
  receivedAtMs: z.number(),
});

/** In place of why a job has to come again: no text that anybody else wrote is shown. */
const WHY = 'it comes again; the log of the worker says why, by the id of this job';

/** Our copy of a job, with nothing left in it that is about a person; what is in the queue stays as it is. */
export function toldJob(job: Job): Job {
  const told = toldSchema.safeParse(job.data);
  job.data = told.success ? told.data : {};
  job.name = told.success ? 'book' : 'unknown';
  job.returnvalue = null;
  job.progress = 0;
  job.stacktrace = [];
  if (job.failedReason) job.failedReason = WHY;
  return job;
}
