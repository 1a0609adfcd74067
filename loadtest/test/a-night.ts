import { CallRecord } from '../replay/call-record.ts';
import type { Chronicle } from '../replay/chronicle.ts';
import type { NightReport, Place } from '../replay/report.ts';

/** 19 July 2021, 20:00 in Seoul. */
export const OPENS_AT_MS = Date.UTC(2021, 6, 19, 11);

/** Somebody who joined a moment after the opening and booked. */
export function aChronicle(number: number, change: Partial<Chronicle> = {}): Chronicle {
  const atMs = OPENS_AT_MS + number * 10;
  return {
    personKey: `person-${number}`,
    eligible: true,
    habit: 'plain',
    earlyAnswer: null,
    join: { sentAtMs: atMs, answeredAtMs: atMs + 5, number },
    secondNumber: null,
    rejections: [],
    admittedAtMs: atMs + 2_000,
    bookedAtMs: atMs + 3_000,
    waits: [0, atMs, 2, 1, 4],
    ending: 'booked',
    bookingId: `booking-${number}`,
    ...change,
  };
}

export const aPlace: Place = {
  night: {
    id: '2021-07-19-53-54',
    opensAt: '2021-07-19T11:00:00.000Z',
    birthFrom: '1967-01-01',
    birthTo: '1968-12-31',
  },
  takenAt: '2026-11-23T12:00:00.000Z',
  commit: '0000000',
  machine: { cpu: 'Some processor', cores: 2, memoryGib: 24, node: '20.20.2', loadBefore: 0 },
  versions: { postgres: '18.4', redis: '7.0.15' },
};

const use = (seconds: number) => new Map([['gate', { seconds, bytes: 100_000_000 }]]);

/** A night of three people. */
export function aNight(): NightReport {
  const record = new CallRecord(OPENS_AT_MS);
  record.note('join', OPENS_AT_MS + 10, OPENS_AT_MS + 15, 201);
  return {
    people: 3,
    seed: 1,
    gateProcesses: 1,
    maxPerSecond: 50,
    chronicles: [1, 2, 3].map((number) => aChronicle(number)),
    calls: record.report(),
    line: [{ atMs: OPENS_AT_MS + 3_000, serving: 3 }],
    samples: [
      { atMs: OPENS_AT_MS - 500, processes: use(1), redisBytes: 1_000_000 },
      { atMs: OPENS_AT_MS + 500, processes: use(1.5), redisBytes: 1_003_000 },
    ],
    redisHeld: {
      line: { keys: 1, bytes: 300 },
      requests: { keys: 3, bytes: 2_400 },
      other: { keys: 0, bytes: 0 },
    },
    opensAtMs: OPENS_AT_MS,
    cpu: new Map([['gate', 1.5]]),
    secondsTaken: 3.1,
    messagesSent: 3,
    bookedBySecond: new Map([[2, 3]]),
    sentBySecond: new Map([[3, 3]]),
    postgresVersion: '18.4',
    checks: [
      { name: 'no person twice', kept: true, detail: '0', ko: { name: '두 번 예약된 사람 없음', detail: '0명' } },
    ],
  };
}
