import type { Figures } from '../report.ts';
import type { ToldMoment } from '../told-wait.ts';
import { area, dots, drawn, FRAME, line } from './drawing.ts';
import type { Words } from './markup.ts';
import { evenScale } from './scale.ts';
import { seconds } from './units.ts';

/** When a wait was told. */
export const momentNames: Readonly<Record<ToldMoment, Words>> = {
  joining: { ko: '번호를 받을 때', en: 'with the number' },
  'first-look': { ko: '첫 조회에서', en: 'at the first look' },
  halfway: { ko: '앞사람이 절반으로 줄었을 때', en: 'when half of those ahead were left' },
};

/** The wait that was told against the wait it became: on the diagonal it was right. */
export function toldCharts({ told }: Figures): string[] {
  return told.filter(({ points }) => points.length > 0).map(toldChart);
}

function toldChart({ moment, bands, points }: Figures['told'][number]): string {
  const longest = points.flat().reduce((most, each) => Math.max(most, each), 1);
  const most = bands.reduce((high, { promised, nineTenths }) => Math.max(high, promised, nineTenths), longest);
  const x = evenScale([0, most * 1.02], FRAME.left, FRAME.right);
  const y = evenScale([0, most * 1.02], FRAME.bottom, FRAME.top);
  const edge = (read: (band: (typeof bands)[number]) => number) =>
    bands.map((band): [number, number] => [x.at(band.promised), y.at(read(band))]);
  return drawn({
    id: `told-${moment}`,
    title: momentNames[moment],
    keys: [
      { name: { ko: '한 사람', en: 'one person' }, look: 4, isArea: true },
      { name: { ko: '중앙값', en: 'median' }, look: 0 },
      { name: { ko: '열 중 여덟이 이 안', en: 'eight of ten lie within' }, look: 6, isArea: true },
    ],
    along: { ko: '안내된 대기 시간', en: 'wait as told' },
    x,
    y,
    xText: seconds,
    yText: seconds,
    shapes: [
      bands.length < 2
        ? ''
        : area(
            edge(({ nineTenths }) => nineTenths),
            edge(({ tenth }) => tenth),
            6,
          ).replace('fill ', 'fill band '),
      `<path class="right" d="M${x.at(0)} ${y.at(0)}L${x.at(most)} ${y.at(most)}"/>`,
      dots(
        points.map(([promised, waited]): [number, number] => [x.at(promised), y.at(waited)]),
        4,
      ),
      line(
        edge(({ median }) => median),
        0,
      ),
    ],
  });
}
