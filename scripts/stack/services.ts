import type { ServiceName } from './service-plan.ts';
import type { ServiceProcess } from './service-process.ts';

/** All services of a stack: started together, stopped one after the other, the door first. */
export class Services implements AsyncDisposable {
  readonly byName: ReadonlyMap<ServiceName, ServiceProcess>;

  /** @param processes in the order in which they stop */
  constructor(processes: readonly ServiceProcess[]) {
    this.byName = new Map(processes.map((service) => [service.name, service]));
  }

  /** Resolves when every service is ready; rejects with the first failure once the others have answered. */
  async start(): Promise<void> {
    const started = await Promise.allSettled([...this.byName.values()].map((service) => service.start()));
    for (const result of started) if (result.status === 'rejected') throw result.reason;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const service of this.byName.values()) await service.stop();
  }
}
