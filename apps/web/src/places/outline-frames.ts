/** A part of the map. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const STEP = /(-?\d+)[ ,]?(-?\d+)/g;

/** The frame around the first ring of an outline: a municipality without its far islands. */
export function frameOf(path: string): Frame {
  const firstRing = path.slice(0, path.indexOf('z'));
  let [x, y] = [0, 0];
  let frame: Frame | null = null;
  for (const [, dx, dy] of firstRing.matchAll(STEP)) {
    [x, y] = [x + Number(dx), y + Number(dy)];
    frame = around(frame, { left: x, right: x, top: y, bottom: y });
  }
  return frame ?? { left: 0, top: 0, right: 0, bottom: 0 };
}

/** The smallest frame around both. */
export function around(a: Frame | null, b: Frame): Frame {
  if (a === null) return b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

/** The frame with some room around it, as an SVG view box. */
export function viewBoxOf({ left, top, right, bottom }: Frame): string {
  const room = Math.max(right - left, bottom - top) * 0.04;
  return [left - room, top - room, right - left + 2 * room, bottom - top + 2 * room].map(Math.round).join(' ');
}
