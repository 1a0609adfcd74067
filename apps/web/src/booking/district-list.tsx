import { Children, type ReactNode } from 'react';
import { municipalityText, nearestTo, placeText } from '../places/places.ts';
import { language, say } from '../text/language.ts';
import { countText } from '../text/moments.ts';
import type { District } from './districts.ts';
import { bookingWords } from './words.ts';

const MAX_NEAR = 4;

export function DistrictList({ children }: { readonly children: ReactNode }) {
  return (
    <ul className="districts">
      {Children.map(children, (child) => (
        <li>{child}</li>
      ))}
    </ul>
  );
}

interface ButtonProps {
  readonly district: District;
  /** With its province. */
  readonly isLong: boolean;
  readonly onChoose: (district: District) => void;
}

/** A municipality that can be chosen, with what is free there. */
export function DistrictButton({ district, isLong, onChoose }: ButtonProps) {
  const words = say(bookingWords);
  const { code, name, free } = district;
  return (
    <button type="button" className="district" onClick={() => onChoose(district)}>
      <span>{isLong ? placeText(code, name, language()) : municipalityText(code, name, language())}</span>
      <span className="soft">{free > 0 ? words.places(countText(free)) : words.full}</span>
    </button>
  );
}

interface NearProps extends Pick<ButtonProps, 'onChoose'> {
  readonly code: string;
  readonly districts: readonly District[];
}

/** The nearest municipalities that have something free, for whoever found nothing in theirs. */
export function NearDistricts({ code, districts, onChoose }: NearProps) {
  const free = districts.filter((district) => district.free > 0);
  const near = nearestTo(code, free, MAX_NEAR);
  if (near.length === 0) return null;
  return (
    <fieldset>
      <legend>{say(bookingWords).nearDistricts}</legend>
      <DistrictList>
        {near.map((district) => (
          <DistrictButton key={district.code} district={district} isLong onChoose={onChoose} />
        ))}
      </DistrictList>
    </fieldset>
  );
}
