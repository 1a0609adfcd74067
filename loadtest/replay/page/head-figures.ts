import type { Figures } from '../report.ts';
import { both, type Words } from './markup.ts';
import { count, duration, people, percent, same, seconds } from './units.ts';

interface HeadFigure {
  readonly name: Words;
  readonly value: Words;
  readonly look?: 'kept' | 'broken';
}

/** The figures that are seen first. */
export function headFigures(figures: Figures): string {
  const shown = [...nightFigures(figures), ...measuredFigures(figures)].map(({ name, value, look }) => {
    const style = look === undefined ? '' : ` class="${look}"`;
    return `<div${style}><dt>${both(name)}</dt><dd>${both(value)}</dd></div>`;
  });
  return `<dl class="figures">${shown.join('\n')}</dl>`;
}

function nightFigures({ checks, joined, booked, seconds: taken }: Figures): HeadFigure[] {
  const kept = checks.filter((check) => check.kept).length;
  const look = kept === checks.length ? 'kept' : 'broken';
  return [
    { name: { ko: '지킨 약속', en: 'promises kept' }, value: same(`${kept} / ${checks.length}`), look },
    { name: { ko: '번호를 받은 사람', en: 'people with a number' }, value: people(joined) },
    { name: { ko: '예약한 사람', en: 'booked' }, value: people(booked) },
    { name: { ko: '개시부터 마지막 답까지', en: 'opening to last answer' }, value: seconds(taken) },
  ];
}

function measuredFigures({ joinMs, told, redis, joined, earlyAttemptsRefused }: Figures): HeadFigure[] {
  const atJoining = told.find(({ moment }) => moment === 'joining')?.medianError ?? null;
  const line = `${Math.round(redis.held.line.bytes / Math.max(1, joined))} B`;
  const all = redis.bytesPerPerson === null ? '–' : `${count(redis.bytesPerPerson)} B`;
  return [
    {
      name: { ko: '번호 받기, 절반 / 100건 중 99건', en: 'number given, p50 / p99' },
      value: pair(duration(joinMs.p50), duration(joinMs.p99)),
    },
    {
      name: {
        ko: '번호와 함께 안내된 대기 시간의 오차(중앙값)',
        en: 'error of the wait told with the number (median)',
      },
      value: same(percent(atJoining)),
    },
    {
      name: { ko: '한 사람당 Redis 메모리, 줄 / 전부', en: 'Redis memory a person, line / everything' },
      value: pair(same(line), same(all)),
    },
    { name: { ko: '개시 전 시도, 거절됨', en: 'tried too early, refused' }, value: people(earlyAttemptsRefused) },
  ];
}

function pair(first: Words, second: Words): Words {
  return { ko: `${first.ko} / ${second.ko}`, en: `${first.en} / ${second.en}` };
}
