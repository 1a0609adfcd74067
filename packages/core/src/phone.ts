import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';

const LONGEST_WRITTEN = 20;
const KOREA = '82';
/** 010 numbers have eight more digits; seven, which the older prefixes had, belong to nobody here. */
const TOO_SHORT = /^10\d{7}$/;

/**
 * A Korean mobile number as people write it (`010-1234-5678`, `+82 10 1234 5678`, full-width digits) in E.164,
 * e.g. `+821012345678`; `null` for anything that is not one: landlines, short numbers, other countries, text around it.
 */
export function koreanMobile(written: string): string | null {
  const text = written.normalize('NFKC').trim();
  if (text.length > LONGEST_WRITTEN || !/^\+?[\d ().-]+$/.test(text)) return null;
  const number = parsePhoneNumberFromString(text, { defaultCountry: 'KR', extract: false });
  const isMobile = number?.countryCallingCode === KOREA && number.isValid() && number.getType() === 'MOBILE';
  return isMobile && !TOO_SHORT.test(number.nationalNumber) ? number.number : null;
}
