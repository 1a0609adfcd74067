import { callKinds } from '../call-record.ts';
import type { Figures } from '../report.ts';
import { callNames } from './call-charts.ts';
import { type Cell, table, type Words } from './markup.ts';
import { momentNames } from './told-charts.ts';
import { count, duration, mebibytes, people, percent, same, seconds } from './units.ts';
import { processName } from './use-charts.ts';

/** How it ended for those who did not book, and why a choice was made again, by code. */
const endings: Readonly<Record<string, Words>> = {
  'closed-tab': { ko: '창을 닫음', en: 'closed the tab' },
  'not-eligible': { ko: '대상이 아님', en: 'not eligible' },
  'no-free-slot': { ko: '빈 시간을 찾지 못함', en: 'found no free time' },
  'slot-full': { ko: '고른 시간이 마감되어 다시 고름', en: 'chosen time was full; chose again' },
  exhausted: { ko: '물량 소진', en: 'nothing was left' },
  closed: { ko: '창구 마감', en: 'the window had closed' },
  unreachable: { ko: '연결되지 않음', en: 'nobody answered' },
  unfinished: { ko: '끝나지 않음', en: 'unfinished' },
};

export function endingTable({ booked, refused, rejectedOnTheWay }: Figures): string {
  const rows = [...Object.entries(refused), ...Object.entries(rejectedOnTheWay)];
  return table(
    [
      { ko: '결과', en: 'what became of them' },
      { ko: '사람', en: 'people' },
    ],
    [
      [{ ko: '예약함', en: 'booked' }, people(booked)],
      ...rows.map(([code, times]): Cell[] => [endings[code] ?? same(code), count(times)]),
    ],
  );
}

export function callTable({ calls }: Figures): string {
  return table(
    [
      { ko: '호출', en: 'call' },
      { ko: '건수', en: 'number' },
      same('p50'),
      same('p99'),
      { ko: '최장', en: 'longest' },
      { ko: '다시 오라는 답(503)', en: 'told to come again (503)' },
      { ko: '답 없음', en: 'unanswered' },
    ],
    callKinds.map((kind) => {
      const { calls: times, p50, p99, max, shed, unanswered } = calls[kind];
      return [
        callNames[kind],
        count(times),
        duration(p50),
        duration(p99),
        duration(max),
        count(shed),
        count(unanswered),
      ];
    }),
  );
}

export function toldTable({ told }: Figures): string {
  return table(
    [
      { ko: '안내한 때', en: 'told' },
      { ko: '사람', en: 'people' },
      { ko: '오차 중앙값', en: 'median error' },
      { ko: '열 중 아홉의 오차', en: 'error of nine in ten' },
      { ko: '범위가 맞음', en: 'range held' },
    ],
    told.map(({ moment, told: times, tooShort, medianError, nineTenthsError, held }) => [
      momentNames[moment],
      count(times - tooShort),
      percent(medianError),
      percent(nineTenthsError),
      percent(held),
    ]),
  );
}

export function useTable({ cpuSeconds, timeline }: Figures): string {
  const total = Object.values(cpuSeconds).reduce((sum, used) => sum + used, 0);
  return table(
    [
      { ko: '프로세스', en: 'process' },
      { ko: 'CPU 시간', en: 'CPU time' },
      { ko: '몫', en: 'share' },
      { ko: '최대 메모리', en: 'most memory' },
    ],
    Object.entries(cpuSeconds)
      .toSorted(([, a], [, b]) => b - a)
      .map(([name, used]) => [processName(name), seconds(used), percent(used / total), mostMemory(timeline, name)]),
  );
}

function mostMemory({ memoryBytes }: Figures['timeline'], name: string): string {
  const most = (memoryBytes[name] ?? []).reduce<number>((highest, bytes) => Math.max(highest, bytes ?? 0), 0);
  return most === 0 ? '–' : mebibytes(most);
}

/** What Redis holds of a night when all is over. */
export function redisTable({ redis, joined, booked }: Figures): string {
  const { line, requests, other } = redis.held;
  return table(
    [
      { ko: 'Redis에 남은 것', en: 'kept in Redis' },
      { ko: '키', en: 'keys' },
      { ko: '메모리', en: 'memory' },
      { ko: '하나당', en: 'each' },
    ],
    [
      [
        { ko: '줄(한 사람당)', en: 'the line (a person)' },
        count(line.keys),
        mebibytes(line.bytes),
        each(line.bytes, joined),
      ],
      [
        { ko: '예약 신청과 결과(예약당)', en: 'booking requests and outcomes (a booking)' },
        count(requests.keys),
        mebibytes(requests.bytes),
        each(requests.bytes, booked),
      ],
      [
        { ko: '그 밖(빈 시간 등)', en: 'the rest (free times and more)' },
        count(other.keys),
        mebibytes(other.bytes),
        '–',
      ],
    ],
  );
}

function each(bytes: number, pieces: number): string {
  return `${(bytes / Math.max(1, pieces)).toFixed(1)} B`;
}

/** Every second of the night, for whoever cannot see the charts or wants to reckon. */
export function secondTable({ timeline, calls }: Figures): string {
  const { from, joined, waiting, called, admitted, booked, messagesSent } = timeline;
  const latest = new Map(calls.status.bySecond.map(({ second, p99 }) => [second, p99]));
  return table(
    [
      { ko: '초', en: 'second' },
      { ko: '번호 발급', en: 'numbers given' },
      { ko: '대기', en: 'waiting' },
      { ko: '호출', en: 'called' },
      { ko: '입장', en: 'admitted' },
      { ko: '예약', en: 'booked' },
      { ko: '문자', en: 'texts' },
      { ko: '상황 조회 p99', en: 'status p99' },
    ],
    joined.map((_, at) => {
      const counts = [joined, waiting, called, admitted, booked, messagesSent].map((list) => count(list[at] ?? 0));
      const p99 = latest.get(from + at);
      return [String(from + at), ...counts, p99 === undefined ? '–' : duration(p99)];
    }),
  );
}
