import type { MunicipalityList } from '@sunbeon/core';
import { useState } from 'react';
import { language, say } from '../text/language.ts';
import { countText } from '../text/moments.ts';
import { type District, districtsOf } from './districts.ts';
import { municipalityText } from '../places/places.ts';
import { provinceText } from '../places/provinces.ts';
import { bookingWords } from './words.ts';

interface Props {
  readonly list: MunicipalityList;
  readonly chosen: string | null;
  readonly onChoose: (district: District) => void;
}

/** Which municipality: first the province, then those in it that have sites. */
export function DistrictStep({ list, chosen, onChoose }: Props) {
  const words = say(bookingWords);
  const districts = districtsOf(list);
  const provinces = [...new Set(districts.map(({ provinceCode }) => provinceCode))];
  const before = districts.find(({ code }) => code === chosen)?.provinceCode;
  const [province, setProvince] = useState(before ?? (provinces.length === 1 ? provinces[0] : undefined));
  if (districts.length === 0) return <p>{words.noneFree}</p>;
  return (
    <>
      <h2 tabIndex={-1}>{words.districtTitle}</h2>
      <fieldset>
        <legend>{words.province}</legend>
        <div className="chips">
          {provinces.map((code) => (
            <button key={code} type="button" aria-pressed={code === province} onClick={() => setProvince(code)}>
              {provinceText(code, language())}
            </button>
          ))}
        </div>
      </fieldset>
      {province !== undefined && (
        <fieldset>
          <legend>{words.municipality}</legend>
          <ul className="districts">
            {districts
              .filter(({ provinceCode }) => provinceCode === province)
              .map((district) => (
                <li key={district.code}>
                  <DistrictButton district={district} onChoose={onChoose} />
                </li>
              ))}
          </ul>
        </fieldset>
      )}
    </>
  );
}

function DistrictButton({ district, onChoose }: { district: District } & Pick<Props, 'onChoose'>) {
  const words = say(bookingWords);
  return (
    <button type="button" className="district" onClick={() => onChoose(district)}>
      <span>{municipalityText(district.code, district.name, language())}</span>
      <span className="soft">{district.free > 0 ? words.places(countText(district.free)) : words.full}</span>
    </button>
  );
}
