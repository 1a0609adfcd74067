import { findPlaces, MAX_TYPED } from '../places/find-places.ts';
import { type Place, places, placeText } from '../places/places.ts';
import { language, say } from '../text/language.ts';
import { DistrictButton, DistrictList, NearDistricts } from './district-list.tsx';
import type { District } from './districts.ts';
import { bookingWords } from './words.ts';

/** More than these are not shown: whoever types on sees fewer. */
const MAX_SHOWN = 12;

interface Props {
  readonly typed: string;
  readonly districts: readonly District[];
  readonly onType: (typed: string) => void;
  readonly onChoose: (district: District) => void;
}

/** Finds a municipality while its name is being typed, also those where there is no site, and then what is near. */
export function DistrictSearch({ typed, districts, onType, onChoose }: Props) {
  const words = say(bookingWords);
  const found = typed.trim() === '' ? [] : findPlaces(typed, searchable(districts));
  const [first] = found;
  const here = districts.find(({ code }) => code === first?.code);
  return (
    <search>
      <label htmlFor="district-search">{words.search}</label>
      <input
        id="district-search"
        type="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={MAX_TYPED}
        value={typed}
        aria-describedby="search-hint search-news"
        onChange={(event) => onType(event.target.value)}
      />
      <p id="search-hint" className="soft">
        {words.searchHint}
      </p>
      <output id="search-news">{typed.trim() === '' ? '' : words.found(found.length)}</output>
      {found.length > 0 && (
        <DistrictList>
          {bookableFirst(found, districts).map((place) => (
            <FoundPlace key={place.code} place={place} districts={districts} onChoose={onChoose} />
          ))}
        </DistrictList>
      )}
      {first !== undefined && (here?.free ?? 0) === 0 && (
        <NearDistricts code={first.code} districts={districts} onChoose={onChoose} />
      )}
    </search>
  );
}

function FoundPlace({ place, districts, onChoose }: { readonly place: Place } & Pick<Props, 'districts' | 'onChoose'>) {
  const district = districts.find(({ code }) => code === place.code);
  if (district !== undefined) return <DistrictButton district={district} isLong onChoose={onChoose} />;
  return (
    <p className="district district-bare">
      <span>{placeText(place.code, place.name, language())}</span>
      <span className="soft">{say(bookingWords).noSite}</span>
    </p>
  );
}

/** The likeliest place, then those with sites, then those without: as many as fit. */
function bookableFirst([first, ...others]: readonly Place[], districts: readonly District[]): readonly Place[] {
  if (first === undefined) return [];
  const codes = new Set(districts.map(({ code }) => code));
  const [bookable, bare] = [
    others.filter(({ code }) => codes.has(code)),
    others.filter(({ code }) => !codes.has(code)),
  ];
  return [first, ...bookable, ...bare].slice(0, MAX_SHOWN);
}

/** All municipalities of the map, and whatever else has sites. */
function searchable(districts: readonly District[]): readonly Place[] {
  const others = districts.filter(({ code }) => !places.has(code));
  const strange = others.map(({ code, name, provinceCode }) => ({
    code,
    name,
    provinceCode,
    english: name,
    x: 0,
    y: 0,
  }));
  return [...places.values(), ...strange];
}
