import type { MunicipalityList } from '@sunbeon/core';
import { lazy, Suspense, useState } from 'react';
import { kept } from '../kept/kept.ts';
import { provinceText } from '../places/provinces.ts';
import { language, say } from '../text/language.ts';
import { DistrictButton, DistrictList } from './district-list.tsx';
import { DistrictSearch } from './district-search.tsx';
import { type District, districtsOf } from './districts.ts';
import { useWide } from './use-wide.ts';
import { bookingWords } from './words.ts';

/** Where the map does not come, the list stands alone: nothing else may fail for want of it. */
const DistrictMap = lazy(async () => {
  try {
    return { default: (await import('./district-map.tsx')).DistrictMap };
  } catch {
    return { default: () => <></> };
  }
});

interface Props {
  readonly list: MunicipalityList;
  readonly chosen: string | null;
  readonly onChoose: (district: District) => void;
}

const typedBefore = kept('tab', 'district-search', (value): value is string => typeof value === 'string');

/** Which municipality: by typing its name, or the province first; on a wide screen a map stands beside the list. */
export function DistrictStep({ list, chosen, onChoose }: Props) {
  const words = say(bookingWords);
  const districts = districtsOf(list);
  const [typed, setTyped] = useState(() => typedBefore.read() ?? '');
  const before = districts.find(({ code }) => code === chosen)?.provinceCode ?? null;
  const only = new Set(districts.map(({ provinceCode }) => provinceCode)).size === 1 ? districts[0] : undefined;
  const [province, setProvince] = useState(before ?? only?.provinceCode ?? null);
  const isWide = useWide();
  const type = (text: string) => {
    setTyped(text);
    typedBefore.write(text);
  };
  return (
    <div className="places">
      <section>
        <h2 tabIndex={-1}>{words.districtTitle}</h2>
        {districts.length === 0 && <p>{words.noneFree}</p>}
        <DistrictSearch typed={typed} districts={districts} onType={type} onChoose={onChoose} />
        {typed.trim() === '' && (
          <ByProvince districts={districts} province={province} onProvince={setProvince} onChoose={onChoose} />
        )}
      </section>
      {isWide && (
        <Suspense fallback={<p className="soft">{words.loading}</p>}>
          <DistrictMap
            districts={districts}
            province={province}
            onProvince={(code) => {
              setProvince(code);
              type('');
            }}
            onChoose={onChoose}
          />
        </Suspense>
      )}
    </div>
  );
}

interface ByProvinceProps extends Pick<Props, 'onChoose'> {
  readonly districts: readonly District[];
  readonly province: string | null;
  readonly onProvince: (code: string) => void;
}

function ByProvince({ districts, province, onProvince, onChoose }: ByProvinceProps) {
  const words = say(bookingWords);
  const provinces = [...new Set(districts.map(({ provinceCode }) => provinceCode))];
  const some = districts.filter(({ provinceCode }) => provinceCode === province);
  return (
    <>
      <fieldset>
        <legend>{words.province}</legend>
        <div className="chips">
          {provinces.map((code) => (
            <button key={code} type="button" aria-pressed={code === province} onClick={() => onProvince(code)}>
              {provinceText(code, language())}
            </button>
          ))}
        </div>
      </fieldset>
      {some.length > 0 && (
        <fieldset>
          <legend>{words.municipality}</legend>
          <DistrictList>
            {some.map((district) => (
              <DistrictButton key={district.code} district={district} isLong={false} onChoose={onChoose} />
            ))}
          </DistrictList>
        </fieldset>
      )}
    </>
  );
}
