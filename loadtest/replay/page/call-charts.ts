import { type CallKind, callKinds } from '../call-record.ts';
import type { Figures } from '../report.ts';
import { drawn, FRAME, line, type Point } from './drawing.ts';
import type { Words } from './markup.ts';
import { evenScale, powerScale } from './scale.ts';
import { AFTER_OPENING } from './time-chart.ts';
import { duration, same } from './units.ts';

/** What each kind of call is for. */
export const callNames: Readonly<Record<CallKind, Words>> = {
  join: { ko: '번호 받기', en: 'asking for a number' },
  status: { ko: '대기 상황 조회', en: 'asking how far the line is' },
  claim: { ko: '입장', en: 'admission' },
  slots: { ko: '빈 시간 조회', en: 'free times' },
  book: { ko: '예약 신청', en: 'asking for a booking' },
  outcome: { ko: '결과 조회', en: 'asking for the outcome' },
};

const SHORTEST_MS = 1;

/** How long each kind of call took, by the second in which it was made; all by the same axis, in powers of ten. */
export function callCharts({ timeline, calls }: Figures): string[] {
  const from = timeline.from;
  const x = evenScale([from, from + timeline.joined.length - 1], FRAME.left, FRAME.right);
  const slowest = callKinds.flatMap((kind) => calls[kind].bySecond).reduce((most, { p99 }) => Math.max(most, p99), 10);
  const y = powerScale([SHORTEST_MS, slowest], FRAME.bottom, FRAME.top);
  return callKinds.map((kind) => {
    const { bySecond } = calls[kind];
    const through = (read: (at: (typeof bySecond)[number]) => number) =>
      bySecond.map((at, index): Point | null =>
        index > 0 && bySecond[index - 1]?.second !== at.second - 1 && bySecond[index + 1]?.second !== at.second + 1
          ? null
          : [x.at(at.second), y.at(read(at))],
      );
    return drawn({
      id: `call-${kind}`,
      title: callNames[kind],
      keys: [
        { name: { ko: '절반(p50)', en: 'half of them (p50)' }, look: 0 },
        { name: { ko: '100건 중 99건(p99)', en: '99 of 100 (p99)' }, look: 1 },
      ],
      along: AFTER_OPENING,
      x,
      y,
      xText: (second) => same(String(second)),
      yText: duration,
      shapes: [
        line(
          through(({ p99 }) => p99),
          1,
        ),
        line(
          through(({ p50 }) => p50),
          0,
        ),
      ],
    });
  });
}
