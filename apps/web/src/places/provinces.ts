import type { Language, Translated } from '@sunbeon/core';

interface Province extends Translated {
  /** As it is written in full. */
  readonly full: string;
}

/** Provinces by the first two digits of the 2018 census codes. */
const PROVINCES: Readonly<Record<string, Province>> = {
  11: { ko: '서울', en: 'Seoul', full: '서울특별시' },
  21: { ko: '부산', en: 'Busan', full: '부산광역시' },
  22: { ko: '대구', en: 'Daegu', full: '대구광역시' },
  23: { ko: '인천', en: 'Incheon', full: '인천광역시' },
  24: { ko: '광주', en: 'Gwangju', full: '광주광역시' },
  25: { ko: '대전', en: 'Daejeon', full: '대전광역시' },
  26: { ko: '울산', en: 'Ulsan', full: '울산광역시' },
  29: { ko: '세종', en: 'Sejong', full: '세종특별자치시' },
  31: { ko: '경기', en: 'Gyeonggi', full: '경기도' },
  32: { ko: '강원', en: 'Gangwon', full: '강원특별자치도' },
  33: { ko: '충북', en: 'North Chungcheong', full: '충청북도' },
  34: { ko: '충남', en: 'South Chungcheong', full: '충청남도' },
  35: { ko: '전북', en: 'North Jeolla', full: '전북특별자치도' },
  36: { ko: '전남', en: 'South Jeolla', full: '전라남도' },
  37: { ko: '경북', en: 'North Gyeongsang', full: '경상북도' },
  38: { ko: '경남', en: 'South Gyeongsang', full: '경상남도' },
  39: { ko: '제주', en: 'Jeju', full: '제주특별자치도' },
};

/** The province of a municipality's census code. */
export function provinceCodeOf(municipalityCode: string): string {
  return municipalityCode.slice(0, 2);
}

export function provinceText(provinceCode: string, language: Language): string {
  return PROVINCES[provinceCode]?.[language] ?? '';
}

/** Every way a province's name is written in Korean: `서울`, `서울시`, `서울특별시`; `충남`, `충청남도`. */
export function provinceSpellings(provinceCode: string): readonly string[] {
  const { ko = '', full = '' } = PROVINCES[provinceCode] ?? {};
  return full.endsWith('시') ? [ko, `${ko}시`, full] : [ko, `${ko}도`, full];
}
