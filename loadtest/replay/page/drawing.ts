import { both, bothDrawn, type Words } from './markup.ts';
import type { Scale } from './scale.ts';

/** Units of a drawing; it is as wide as its place, and its text can be read on a phone. */
const WIDTH = 450;
const HEIGHT = 236;
export const FRAME = { left: 68, right: WIDTH - 10, top: 12, bottom: HEIGHT - 40 } as const;
const LABEL_GAP = 6;
/** A label this near to the side is written towards the middle. */
const EDGE = 16;

/** A place in a drawing. */
export type Point = readonly [number, number];

/** What is told apart in a drawing, by colour and by dashes or a fill. */
interface Key {
  readonly name: Words;
  readonly look: number;
  /** How it is drawn; by default as a line. */
  readonly as?: 'area' | 'band' | 'dot';
}

/** A picture with its title and, in words, what its colours mean. */
export interface Drawing {
  readonly id: string;
  readonly title: Words;
  /** A sentence beneath the title. */
  readonly note?: Words;
  readonly keys: readonly Key[];
  /** What stands beneath the axis. */
  readonly along: Words;
  readonly x: Scale;
  readonly y: Scale;
  readonly xText: (value: number) => Words;
  readonly yText: (value: number) => Words;
  /** Shapes, the first at the back. */
  readonly shapes: readonly string[];
}

/** The drawing as a figure of the page: no script, no picture from elsewhere. */
export function drawn({ id, title, note, keys, along, x, y, xText, yText, shapes }: Drawing): string {
  const { left, right, top, bottom } = FRAME;
  const across = y.ticks.map((tick) => {
    const at = y.at(tick);
    const label = `<text x="${left - LABEL_GAP}" y="${at + 4}" class="end">${bothDrawn(yText(tick))}</text>`;
    return `<path class="grid" d="M${left} ${at}H${right}"/>${label}`;
  });
  const below = x.ticks.map((tick) => {
    const at = x.at(tick);
    const side = at > right - EDGE ? 'end' : 'middle';
    const label = `<text x="${at}" y="${bottom + 17}" class="${side}">${bothDrawn(xText(tick))}</text>`;
    return `<path class="tick" d="M${at} ${bottom}v4"/>${label}`;
  });
  const legend = keys.map(
    ({ name, look, as }) => `<li class="look-${look}${as === undefined ? '' : ` area ${as}`}">${both(name)}</li>`,
  );
  return `<figure>
<figcaption><h3 id="${id}">${both(title)}</h3>${note ? `<p>${both(note)}</p>` : ''}<ul>${legend.join('')}</ul></figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="${id}">
${across.join('')}<path class="axis" d="M${left} ${top}V${bottom}H${right}"/>${below.join('')}
<text x="${right}" y="${HEIGHT - 5}" class="end">${bothDrawn(along)}</text>
${shapes.join('\n')}
</svg>
</figure>`;
}

/** A line through values, with gaps where there is none. */
export function line(points: readonly (Point | null)[], look: number): string {
  let isDrawing = false;
  const steps = points.map((point) => {
    if (point === null) {
      isDrawing = false;
      return '';
    }
    const step = `${isDrawing ? 'L' : 'M'}${point[0]} ${point[1]}`;
    isDrawing = true;
    return step;
  });
  return `<path class="line look-${look}" d="${steps.join('')}"/>`;
}

/** What lies between two lines, as a layer of its own. */
export function area(upper: readonly Point[], lower: readonly Point[], look: number): string {
  return `<path class="fill look-${look}" d="${around(upper, lower)}"/>`;
}

/** What lies between two lines, so that what is behind it can be seen. */
export function band(upper: readonly Point[], lower: readonly Point[], look: number): string {
  return `<path class="fill band look-${look}" d="${around(upper, lower)}"/>`;
}

function around(upper: readonly Point[], lower: readonly Point[]): string {
  const corners = [...upper, ...lower.toReversed()].map(([x, y]) => `${x} ${y}`);
  return corners.length === 0 ? '' : `M${corners.join('L')}Z`;
}

/** Dots, in one path. */
export function dots(points: readonly Point[], look: number): string {
  return `<path class="dots look-${look}" d="${points.map(([x, y]) => `M${x} ${y}h0`).join('')}"/>`;
}
