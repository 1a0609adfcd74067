import type { Figures } from '../report.ts';
import type { ToldMoment } from '../told-wait.ts';
import { band, dots, drawn, FRAME, line, type Point } from './drawing.ts';
import type { Words } from './markup.ts';
import { evenScale } from './scale.ts';
import { seconds } from './units.ts';

/** When a wait was told. */
export const momentNames: Readonly<Record<ToldMoment, Words>> = {
  joining: { ko: '번호를 받을 때', en: 'with the number' },
  'first-look': { ko: '첫 조회에서', en: 'at the first look' },
  halfway: { ko: '앞사람이 절반으로 줄었을 때', en: 'when half of those ahead were left' },
};

type Band = Figures['told'][number]['bands'][number];

/** The wait that was told against the wait it became: on the diagonal it was right. */
export function toldCharts({ told }: Figures): string[] {
  return told.filter(({ points }) => points.length > 0).map(toldChart);
}

const tenth = (one: Band) => one.tenth;
const median = (one: Band) => one.median;
const nineTenths = (one: Band) => one.nineTenths;

function toldChart({ moment, bands, points }: Figures['told'][number]): string {
  const told = highest([...points.map(([promised]) => promised), ...bands.map(({ promised }) => promised)]);
  const waited = highest([...points.map(([, wait]) => wait), ...bands.map(nineTenths)]);
  const right = Math.min(told, waited);
  const x = evenScale([0, told], FRAME.left, FRAME.right);
  const y = evenScale([0, waited], FRAME.bottom, FRAME.top);
  const at = ([promised, wait]: Point): Point => [x.at(promised), y.at(wait)];
  const edge = (read: (band: Band) => number) => bands.map((one) => at([one.promised, read(one)]));
  return drawn({
    id: `told-${moment}`,
    title: momentNames[moment],
    keys: [
      { name: { ko: '한 사람', en: 'one person' }, look: 4, as: 'dot' },
      { name: { ko: '중앙값', en: 'median' }, look: 0 },
      { name: { ko: '열 중 여덟이 이 안', en: 'eight of ten lie within' }, look: 6, as: 'band' },
    ],
    along: { ko: '안내된 대기 시간(세로: 실제)', en: 'wait as told (upwards: as waited)' },
    x,
    y,
    xText: seconds,
    yText: seconds,
    shapes: [
      band(edge(nineTenths), edge(tenth), 6),
      dots(points.map(at), 4),
      `<path class="right" d="M${x.at(0)} ${y.at(0)}L${x.at(right)} ${y.at(right)}"/>`,
      line(edge(median), 0),
    ],
  });
}

/** A little beyond the highest value, which is a second at least. */
function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), 1) * 1.05;
}
