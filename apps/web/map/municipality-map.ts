import type { MultiPolygon, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import { presimplify, simplify } from 'topojson-simplify';
import type { GeometryCollection, Topology } from 'topojson-specification';

/** Height of the map in its own units: fine enough for one province to fill the screen. */
const HEIGHT = 2_400;
/** Corners that span less than this many square units are left out; a border is the same for both of its sides. */
const LEAST_CORNER = 4;
/** Islands and holes smaller than this many square units are left out, but for the largest part of each municipality. */
const LEAST_ISLAND = 14;

type Census = Topology<{ municipalities: GeometryCollection<{ code: string; name: string; name_eng: string }> }>;

/** A municipality drawn: its outline as an SVG path in whole units, and its middle. */
export interface DrawnMunicipality {
  readonly code: string;
  readonly name: string;
  readonly english: string;
  readonly path: string;
  readonly x: number;
  readonly y: number;
}

/** The municipalities of the census map, drawn with north up and distances true in the middle of the country. */
export function drawMunicipalities(census: Census): {
  readonly width: number;
  readonly height: number;
  readonly municipalities: readonly DrawnMunicipality[];
} {
  const projected = project(census);
  const drawn = simplify(presimplify(projected.topology), LEAST_CORNER);
  const { features } = feature(drawn, drawn.objects.municipalities);
  return {
    width: projected.width,
    height: HEIGHT,
    municipalities: features.map(({ geometry, properties: { code, name, name_eng: english } }) => {
      const rings = ringsOf(geometry);
      const [x, y] = middleOf(rings[0] ?? []);
      return { code, name, english, path: rings.map(pathOf).join(''), x, y };
    }),
  };
}

/** The same topology in map units; longitudes shrink as they do halfway up. */
function project(census: Census): { readonly topology: Census; readonly width: number } {
  const { transform, bbox, arcs, ...rest } = census;
  if (!transform || !bbox) throw new TypeError('the census map is not quantized');
  const [west, south, east, north] = [bbox[0] ?? 0, bbox[1] ?? 0, bbox[2] ?? 0, bbox[3] ?? 0];
  const scaleY = HEIGHT / (north - south);
  const scaleX = scaleY * Math.cos((((north + south) / 2) * Math.PI) / 180);
  const projected = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx = 0, dy = 0]) => {
      x += dx;
      y += dy;
      const longitude = x * transform.scale[0] + transform.translate[0];
      const latitude = y * transform.scale[1] + transform.translate[1];
      return [(longitude - west) * scaleX, (north - latitude) * scaleY];
    });
  });
  return { topology: { ...rest, arcs: projected }, width: Math.ceil((east - west) * scaleX) };
}

/** The rings worth drawing, the largest first, in whole units. */
function ringsOf(geometry: unknown): readonly (readonly Position[])[] {
  const rings = polygonsOf(geometry).flat().map(inWholeUnits);
  const largestFirst = rings.toSorted((a, b) => areaOf(b) - areaOf(a));
  return largestFirst.filter((ring, index) => index === 0 || areaOf(ring) >= LEAST_ISLAND);
}

function polygonsOf(geometry: unknown): MultiPolygon['coordinates'] {
  if (isGeometry(geometry, 'Polygon')) return [geometry.coordinates];
  return isGeometry(geometry, 'MultiPolygon') ? geometry.coordinates : [];
}

function isGeometry<Type extends 'Polygon' | 'MultiPolygon'>(
  geometry: unknown,
  type: Type,
): geometry is Type extends 'Polygon' ? Polygon : MultiPolygon {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry && geometry.type === type;
}

function inWholeUnits(ring: readonly Position[]): readonly Position[] {
  const rounded = ring.map(([x = 0, y = 0]): Position => [Math.round(x), Math.round(y)]);
  return rounded.filter(([x, y], index) => {
    const [beforeX, beforeY] = rounded[index - 1] ?? [];
    return index === 0 || x !== beforeX || y !== beforeY;
  });
}

function pathOf(ring: readonly Position[]): string {
  const [[startX = 0, startY = 0] = [], ...others] = ring.slice(0, -1);
  let [x, y] = [startX, startY];
  const steps = others.map(([toX = 0, toY = 0]) => {
    const step = `${toX - x},${toY - y}`;
    [x, y] = [toX, toY];
    return step;
  });
  return `M${startX},${startY}l${steps.join(' ')}z`.replaceAll(/[ ,]-/g, '-');
}

function areaOf(ring: readonly Position[]): number {
  return Math.abs(crossesOf(ring).reduce((sum, { cross }) => sum + cross, 0) / 2);
}

function middleOf(ring: readonly Position[]): [x: number, y: number] {
  const crosses = crossesOf(ring);
  const six = 3 * crosses.reduce((sum, { cross }) => sum + cross, 0);
  const middle = (axis: 'x' | 'y') =>
    Math.round(crosses.reduce((sum, corner) => sum + corner[axis] * corner.cross, 0) / six);
  return [middle('x'), middle('y')];
}

/** By the shoelace formula: each edge's cross product, and the sums of its ends. */
function crossesOf(ring: readonly Position[]): readonly { cross: number; x: number; y: number }[] {
  return ring.slice(1).map(([x = 0, y = 0], index) => {
    const [beforeX = 0, beforeY = 0] = ring[index] ?? [];
    return { cross: beforeX * y - x * beforeY, x: beforeX + x, y: beforeY + y };
  });
}
