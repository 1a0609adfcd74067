import { setTimeout as pause } from 'node:timers/promises';
import { eachProcess, type PerProcess, type StackProcess } from '@sunbeon/scripts';
import { cpuBetween, cpuSeconds } from '../replay/cpu.ts';
import { processFigures } from '../soak/process-figures.ts';

/** What some work cost, by process. */
export interface Cost {
  readonly seconds: number;
  /** Microseconds of processor time, without what each process takes while nobody comes. */
  readonly micros: PerProcess;
}

/** Reads what the processes of a stack use. */
export class Meter {
  readonly #processes: () => readonly StackProcess[];
  #idleMicros: PerProcess = eachProcess(() => 0);

  /** @param processes asked anew at each reading */
  constructor(processes: () => readonly StackProcess[]) {
    this.#processes = processes;
  }

  /** Microseconds a second that each process takes while nobody comes; taken off everything measured from now on. */
  async beIdle(seconds: number): Promise<PerProcess> {
    const { micros } = await this.of(() => pause(seconds * 1_000));
    this.#idleMicros = eachProcess((name) => micros[name] / seconds);
    return this.#idleMicros;
  }

  async of(work: () => Promise<unknown>): Promise<Cost> {
    const [before, startMs] = [cpuSeconds(this.#processes()), performance.now()];
    await work();
    const seconds = (performance.now() - startMs) / 1_000;
    const used = cpuBetween(before, cpuSeconds(this.#processes()));
    const micros = eachProcess((name) =>
      Math.max(0, (used.get(name) ?? 0) * 1_000_000 - this.#idleMicros[name] * seconds),
    );
    return { seconds, micros };
  }

  /** Resident megabytes of each process, with whatever it started. */
  async residentMb(): Promise<PerProcess> {
    const figures = await Promise.all(
      this.#processes().map(async ({ name, pid }) => [name, (await processFigures(pid)).memory / 1_000_000] as const),
    );
    const byName = new Map<string, number>(figures);
    return eachProcess((name) => byName.get(name) ?? 0);
  }
}
