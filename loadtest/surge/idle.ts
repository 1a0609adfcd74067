import { setTimeout as pause } from 'node:timers/promises';
import { ResourceStack } from '@sunbeon/service-kit';
import type { Bench } from '../bench/bench.ts';
import { fire } from '../bench/closed-loop.ts';
import type { Finding } from '../bench/finding.ts';
import { requestsOf } from '../bench/requests.ts';
import type { ServerProcess } from '../bench/server-process.ts';
import { cpuSeconds } from '../replay/cpu.ts';
import { processFigures } from '../soak/process-figures.ts';
import { IdleCrowd } from './idle-crowd.ts';

/** A process may usually open 20,000 files, and two processes are the least that anybody runs. */
const GATE_PROCESSES = 2;
const HONEST_SECONDS = 4;
const WARM_UP = 20_000;
const SETTLE_MS = 5_000;
const IDLE_MS = 20_000;
/** Bytes a connection may cost, and how much an honest call may. */
const MOST_BYTES = 20_000;
const MOST_TIMES_CPU = 1.25;

/** `count` keep-alive connections that stay idle: what they cost, and whether others and they themselves are still answered. */
export async function idle(bench: Bench, count: number): Promise<Finding[]> {
  await using held = new ResourceStack();
  const path = `/v1/windows/${await bench.openWindow()}/status`;
  const gate = held.use(await bench.startGate(GATE_PROCESSES));
  await fire(gate.url, requestsOf('GET', path), { amount: WARM_UP });
  const alone = await honest(gate, path);
  const before = await processFigures(gate.pid);
  const crowd = held.use(await IdleCrowd.gather(gate.url, path, count));
  await pause(SETTLE_MS);
  const after = await processFigures(gate.pid);
  const beside = await honest(gate, path);
  await pause(IDLE_MS);
  const answered = await crowd.ask();
  return [
    figure(
      'idle connections opened and answered',
      crowd.open,
      '',
      { atLeast: count },
      `by ${GATE_PROCESSES} gate processes`,
    ),
    figure(
      'bytes of the gate for each',
      (after.memory - before.memory) / crowd.open,
      'bytes',
      { atMost: MOST_BYTES },
      `${mib(before.memory)} MiB before, ${mib(after.memory)} after; ${after.descriptors} descriptors`,
    ),
    figure(
      'CPU of an honest call beside them',
      beside.cpuMicros / alone.cpuMicros,
      '×',
      { atMost: MOST_TIMES_CPU },
      `${beside.cpuMicros.toFixed(1)} µs against ${alone.cpuMicros.toFixed(1)} alone; ${beside.perSecond.toFixed(0)}/s against ${alone.perSecond.toFixed(0)}/s`,
    ),
    figure('of them answered once more, after half a minute', answered, '', { atLeast: count }, ''),
  ];
}

async function honest(gate: ServerProcess, path: string): Promise<{ cpuMicros: number; perSecond: number }> {
  const cpu = () => cpuSeconds([{ name: 'gate', pid: gate.pid }]).get('gate') ?? Number.NaN;
  const before = cpu();
  const { answers, seconds } = await fire(gate.url, requestsOf('GET', path), { seconds: HONEST_SECONDS });
  return { cpuMicros: ((cpu() - before) * 1_000_000) / answers, perSecond: answers / seconds };
}

function mib(bytes: number): string {
  return (bytes / 1_048_576).toFixed(0);
}

function figure(name: string, value: number, unit: string, target: Finding['target'], detail: string): Finding {
  return { scenario: 'idle', name, value, unit, target, detail };
}
