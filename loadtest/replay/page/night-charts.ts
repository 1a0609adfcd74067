import type { Figures } from '../report.ts';
import type { Words } from './markup.ts';
import { lineChart } from './time-chart.ts';
import { count, same, seconds } from './units.ts';

const asCount = (value: number) => same(count(value));

/** Who came, who waited, and what became of them, second by second. */
export function nightCharts(figures: Figures): string[] {
  const { timeline, calls } = figures;
  const { from, arrivals, joined, waiting, called, admitted, booked, messagesSent, toldBooked } = timeline;
  const attempts = new Map(calls.join.bySecond.map(({ second, calls: times }) => [second, times]));
  const coming = arrivals.map((_, at) => attempts.get(from + at) ?? 0);
  return [
    lineChart({
      id: 'arrivals',
      title: { ko: '초당 도착', en: 'Arrivals per second' },
      note: {
        ko: '요청은 개시 전 시도와 두 번째 기기를 포함합니다.',
        en: 'Requests include those before the opening and from second devices.',
      },
      from,
      series: [
        { name: { ko: '번호 요청', en: 'requests for a number' }, look: 1, values: coming },
        { name: { ko: '번호 발급', en: 'numbers given' }, look: 0, values: joined },
      ],
      yText: asCount,
    }),
    lineChart({
      id: 'waiting',
      title: { ko: '대기 인원', en: 'People waiting' },
      note: { ko: '번호를 받았으나 아직 호출되지 않은 사람입니다.', en: 'With a number that is not called yet.' },
      from,
      series: [{ name: { ko: '대기', en: 'waiting' }, look: 0, values: waiting }],
      yText: asCount,
    }),
    lineChart({
      id: 'through',
      title: { ko: '초당 호출·입장·예약', en: 'Called, admitted, booked per second' },
      from,
      series: [
        { name: { ko: '호출', en: 'called' }, look: 0, values: called },
        { name: { ko: '입장', en: 'admitted' }, look: 1, values: admitted },
        { name: { ko: '예약 확정', en: 'booked' }, look: 2, values: booked },
      ],
      yText: asCount,
    }),
    lineChart({
      id: 'messages',
      title: { ko: '초당 예약 확정과 문자', en: 'Bookings and text messages per second' },
      note: lastMessage(figures),
      from,
      series: [
        { name: { ko: '예약 확정', en: 'committed' }, look: 2, values: booked },
        { name: { ko: '확정 안내', en: 'told' }, look: 0, values: toldBooked },
        { name: { ko: '문자 발송', en: 'texts sent' }, look: 1, values: messagesSent },
      ],
      yText: asCount,
    }),
  ];
}

function lastMessage({ secondsToLastMessage }: Figures): Words {
  const last = secondsToLastMessage === null ? null : seconds(secondsToLastMessage);
  return {
    ko: `확정과 발송은 데이터베이스의 시각입니다.${last === null ? '' : ` 마지막 문자는 개시 ${last.ko} 안에 나갔습니다.`}`,
    en: `Committed and sent by the database’s clock.${last === null ? '' : ` The last text left within ${last.en}.`}`,
  };
}
