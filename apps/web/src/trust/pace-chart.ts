import type { WindowStatistics } from '@sunbeon/core';

const SVG = 'http://www.w3.org/2000/svg';
const [WIDTH, HEIGHT, MOST_BARS] = [600, 120, 60];
const BAR = WIDTH / MOST_BARS;
/** A minute in which somebody was called is never drawn as nothing. */
const LEAST_HEIGHT = 2;

/** The numbers called in each minute as bars, the newest on the right. Whoever cannot see it has the table below it. */
export function paceChart(minutes: WindowStatistics['minutes'], label: string): SVGElement {
  const chart = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: 'chart', role: 'img', 'aria-label': label });
  const most = Math.max(1, ...minutes.map(({ called }) => called));
  const first = MOST_BARS - minutes.length;
  chart.append(svg('line', { x1: '0', x2: String(WIDTH), y1: String(HEIGHT), y2: String(HEIGHT) }));
  for (const [index, { called }] of minutes.entries()) {
    if (called === 0) continue;
    const height = Math.max(LEAST_HEIGHT, (called / most) * HEIGHT);
    chart.append(
      svg('rect', {
        x: String((first + index) * BAR + 1),
        y: String(HEIGHT - height),
        width: String(BAR - 2),
        height: String(height),
      }),
    );
  }
  return chart;
}

function svg(tag: 'svg' | 'rect' | 'line', attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
