import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { outlines } from '../places/generated/outlines.ts';
import { isArrowKey, nextTowards } from '../places/next-towards.ts';
import { around, type Frame, frameOf, viewBoxOf } from '../places/outline-frames.ts';
import { places, placeText } from '../places/places.ts';
import { provinceCodeOf, provinceText } from '../places/provinces.ts';
import { language, say } from '../text/language.ts';
import { countText } from '../text/moments.ts';
import type { District } from './districts.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly districts: readonly District[];
  readonly province: string | null;
  readonly onProvince: (code: string | null) => void;
  readonly onChoose: (district: District) => void;
}

interface Area {
  readonly id: string;
  readonly label: string;
  readonly free: number;
  readonly paths: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly onPress: () => void;
}

/** No area has this id, so the first is meant. */
const FIRST = '';

const frames = new Map(outlines.map(([code, path]) => [code, frameOf(path)]));
const country = frameAround(outlines.map(([code]) => code));

/** The municipalities as a map: the whole country by provinces, then one province. It shows nothing the list does not. */
export function DistrictMap(props: Props) {
  const words = say(bookingWords);
  const { districts, province, onProvince } = props;
  const [entered, setEntered] = useState<string | null>(null);
  /** The keyboard goes along: to the first district of a province, or back to the province. */
  const zoom = (to: string | null, at: string | null) => {
    setEntered(at);
    onProvince(to);
  };
  const areas = province === null ? provinceAreas(districts, (code) => zoom(code, FIRST)) : districtAreas(props);
  const shown = outlines.filter(([code]) => province === null || provinceCodeOf(code) === province);
  const [pointed, setPointed] = useState<string | null>(null);
  const caption = areas.find(({ id }) => id === pointed)?.label ?? words.mapHint;
  const hint = useId();
  const bare = shown.filter(([code]) => !districts.some((district) => district.code === code));
  const frame = province === null ? country : frameAround(shown.map(([code]) => code));
  return (
    <section className="map" aria-label={words.map} aria-describedby={hint}>
      <div className="map-head">
        <p id={hint}>{caption}</p>
        {province !== null && (
          <button type="button" className="plain" onClick={() => zoom(null, province)}>
            {words.wholeCountry}
          </button>
        )}
      </div>
      <svg viewBox={viewBoxOf(frame)} data-province={province}>
        {bare.map(([code, path]) => (
          <path key={code} d={path} className="area-bare" />
        ))}
        <Areas key={province} areas={areas} entered={entered} onPoint={setPointed} />
      </svg>
      <ul className="legend">
        {(['free', 'full', 'bare'] as const).map((kind) => (
          <li key={kind}>
            <svg viewBox="0 0 10 10" aria-hidden="true">
              <rect className={`area-${kind}`} x="1" y="1" width="8" height="8" />
            </svg>
            {words.legend[kind]}
          </li>
        ))}
      </ul>
      <p className="soft source">{words.mapSource}</p>
    </section>
  );
}

interface AreasProps {
  readonly areas: readonly Area[];
  /** The area that has the keyboard once these are shown; `null` leaves it where it is. */
  readonly entered: string | null;
  readonly onPoint: (id: string | null) => void;
}

/** One tab stop; arrow keys move to the neighbour in their direction. */
function Areas({ areas, entered, onPoint }: AreasProps) {
  const group = useRef<SVGGElement>(null);
  const [current, setCurrent] = useState(() =>
    Math.max(
      0,
      areas.findIndex(({ id }) => id === entered),
    ),
  );
  useEffect(() => {
    if (entered !== null) group.current?.querySelector<SVGGElement>('[tabindex="0"]')?.focus();
  }, [entered]);
  const onKeyDown = (event: KeyboardEvent, area: Area, index: number): void => {
    if (event.key === 'Enter' || event.key === ' ') area.onPress();
    else if (isArrowKey(event.key)) {
      const next = nextTowards(event.key, index, areas);
      setCurrent(next);
      group.current?.querySelectorAll<SVGGElement>('[role=button]')[next]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <g ref={group}>
      {areas.map((area, index) => (
        <g
          key={area.id}
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- no shape on a map can be a <button>
          role="button"
          aria-label={area.label}
          tabIndex={index === Math.min(current, areas.length - 1) ? 0 : -1}
          className={area.free > 0 ? 'area area-free' : 'area area-full'}
          onClick={area.onPress}
          onKeyDown={(event) => onKeyDown(event, area, index)}
          onFocus={() => onPoint(area.id)}
          onBlur={() => onPoint(null)}
          onPointerEnter={() => onPoint(area.id)}
          onPointerLeave={() => onPoint(null)}
        >
          {area.paths.map((path) => (
            <path key={path} d={path} />
          ))}
        </g>
      ))}
    </g>
  );
}

function provinceAreas(districts: readonly District[], onProvince: (code: string) => void): readonly Area[] {
  const codes = [...new Set(districts.map(({ provinceCode }) => provinceCode))];
  return codes.flatMap((code) => {
    const inside = outlines.filter(([municipality]) => provinceCodeOf(municipality) === code);
    if (inside.length === 0) return [];
    const free = districts.reduce((sum, district) => sum + (district.provinceCode === code ? district.free : 0), 0);
    const { left, right, top, bottom } = frameAround(inside.map(([municipality]) => municipality));
    return [
      {
        id: code,
        label: labelOf(provinceText(code, language()), free),
        free,
        paths: inside.map(([, path]) => path),
        x: (left + right) / 2,
        y: (top + bottom) / 2,
        onPress: () => onProvince(code),
      },
    ];
  });
}

function districtAreas({ districts, province, onChoose }: Props): readonly Area[] {
  return outlines.flatMap(([code, path]) => {
    const district = districts.find((candidate) => candidate.code === code && candidate.provinceCode === province);
    const place = places.get(code);
    if (!district || !place) return [];
    const label = labelOf(placeText(code, district.name, language()), district.free);
    return [
      {
        id: code,
        label,
        free: district.free,
        paths: [path],
        x: place.x,
        y: place.y,
        onPress: () => onChoose(district),
      },
    ];
  });
}

function labelOf(name: string, free: number): string {
  const words = say(bookingWords);
  return `${name} · ${free > 0 ? words.places(countText(free)) : words.full}`;
}

function frameAround(codes: readonly string[]): Frame {
  const whole = codes.reduce<Frame | null>((frame, code) => {
    const own = frames.get(code);
    return own === undefined ? frame : around(frame, own);
  }, null);
  return whole ?? { left: 0, top: 0, right: 1, bottom: 1 };
}
