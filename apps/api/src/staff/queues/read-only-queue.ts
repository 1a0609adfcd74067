import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import type { JobStatus } from '@bull-board/api/typings/app';
import type { Job, Queue } from 'bullmq';
import { toldJob } from './told-job.ts';

/** Jobs read for one answer at most: reading them all would keep Redis from those who book. */
const MAX_JOBS = 100;

/** The booking queue as the board knows it: it can be looked at, a page at a time, and nothing in it can be read of a person. */
export class ReadOnlyQueue extends BullMQAdapter {
  constructor(queue: Queue) {
    super(queue, { readOnlyMode: true, allowRetries: false });
  }

  override async getJob(id: string): Promise<Job | undefined> {
    const job = await super.getJob(id);
    return job && toldJob(job);
  }

  override async getJobs(statuses: JobStatus[], start = 0, end = MAX_JOBS - 1): Promise<Job[]> {
    const jobs = await super.getJobs(statuses, start, Math.min(end, start + MAX_JOBS - 1));
    return jobs.map(toldJob);
  }

  /** Nobody writes any; were there some, they would be text that nobody has looked at. */
  override async getJobLogs(): Promise<string[]> {
    return [];
  }
}
