import type { Language } from '@sunbeon/core';
import { municipalityRows } from './generated/municipalities.ts';
import { provinceCodeOf, provinceText } from './provinces.ts';

/** A municipality of the 2018 census map. */
export interface Place {
  readonly code: string;
  readonly provinceCode: string;
  readonly name: string;
  readonly english: string;
  /** Its middle, in units of the map: about 250 m each. */
  readonly x: number;
  readonly y: number;
}

/** All 250, by code. */
export const places: ReadonlyMap<string, Place> = new Map(
  municipalityRows.map(([code, name, english, x, y]) => [
    code,
    { code, provinceCode: provinceCodeOf(code), name, english, x, y },
  ]),
);

const DISTRICT_OF_CITY = /^(\S+시)(\S+구)$/;

/** A municipality's name, a city apart from its district; in English where the census map knows it. */
export function municipalityText(code: string, name: string, language: Language): string {
  return language === 'en' ? (places.get(code)?.english ?? name) : name.replace(DISTRICT_OF_CITY, '$1 $2');
}

/** With its province, because several have the same name: `부산 중구`, `Jung-gu, Busan`. */
export function placeText(code: string, name: string, language: Language): string {
  const province = provinceText(provinceCodeOf(code), language);
  const own = municipalityText(code, name, language);
  if (province === '') return own;
  return language === 'ko' ? `${province} ${own}` : `${own}, ${province}`;
}

/** The nearest of some municipalities to one, the nearest first; those the map does not know are left out. */
export function nearestTo<Candidate extends { readonly code: string }>(
  code: string,
  candidates: readonly Candidate[],
  most: number,
): readonly Candidate[] {
  const here = places.get(code);
  if (!here) return [];
  const near = candidates.flatMap((candidate) => {
    const place = places.get(candidate.code);
    return place && candidate.code !== code ? [{ candidate, distance: distanceBetween(here, place) }] : [];
  });
  return near
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, most)
    .map(({ candidate }) => candidate);
}

function distanceBetween(a: Place, b: Place): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
