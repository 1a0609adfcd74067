import type { Figures } from '../report.ts';
import type { Words } from './markup.ts';
import { MOST_LOOKS } from './style.ts';
import { lineChart, type Series, stackedChart } from './time-chart.ts';
import { count, same } from './units.ts';

const MIB = 2 ** 20;

const names: Readonly<Record<string, Words>> = {
  gate: { ko: '게이트(gate)', en: 'gate' },
  api: { ko: 'API(api)', en: 'api' },
  staff: { ko: '직원 API(staff)', en: 'staff’s api' },
  worker: { ko: '워커(worker)', en: 'worker' },
  notifier: { ko: '문자 발송(notifier)', en: 'notifier' },
  sandbox: { ko: '통신사 모형(sandbox)', en: 'sandbox carrier' },
  postgres: { ko: 'Postgres', en: 'Postgres' },
  redis: { ko: 'Redis', en: 'Redis' },
  'crowd (load generator)': { ko: '군중(부하 발생기)', en: 'crowd (load generator)' },
};

/** What a process is called on the page. */
export function processName(name: string): Words {
  return names[name] ?? same(name);
}

/** Processors and memory, second by second. */
export function useCharts({ timeline, machine, cpuSeconds }: Figures): string[] {
  const { from, cores, memoryBytes, redisBytes } = timeline;
  const busiestFirst = Object.keys(cores).toSorted((a, b) => (cpuSeconds[b] ?? 0) - (cpuSeconds[a] ?? 0));
  const look = (name: string) => busiestFirst.indexOf(name) % MOST_LOOKS;
  const each = (values: Readonly<Record<string, readonly (number | null)[]>>): Series[] =>
    busiestFirst.map((name) => ({ name: processName(name), look: look(name), values: values[name] ?? [] }));
  const memory = Object.fromEntries(Object.entries(memoryBytes).map(([name, bytes]) => [name, bytes.map(inMib)]));
  return [
    stackedChart({
      id: 'cores',
      title: { ko: '사용 중인 코어', en: 'Cores in use' },
      note: {
        ko: `이 컴퓨터에는 코어가 ${machine.cores}개 있습니다.`,
        en: `The machine has ${machine.cores} of them.`,
      },
      from,
      series: each(cores),
      yText: (value) => same(String(Math.round(value * 100) / 100)),
      atLeast: machine.cores,
    }),
    lineChart({
      id: 'memory',
      title: { ko: '프로세스별 메모리(MiB)', en: 'Memory by process (MiB)' },
      from,
      series: each(memory),
      yText: (value) => same(count(value)),
    }),
    lineChart({
      id: 'redis-memory',
      title: { ko: 'Redis가 쓰는 메모리(MiB)', en: 'Memory allocated by Redis (MiB)' },
      from,
      series: [{ name: { ko: 'Redis', en: 'Redis' }, look: 0, values: redisBytes.map(inMib) }],
      yText: (value) => same(count(value)),
    }),
  ];
}

function inMib(bytes: number | null): number | null {
  return bytes === null ? null : bytes / MIB;
}
