import type { Language, Translated } from '@sunbeon/core';
import { municipalityNames } from './municipality-names.ts';

/** Provinces by the first two digits of the 2018 census codes. */
const PROVINCES: Readonly<Record<string, Translated>> = {
  11: { ko: '서울', en: 'Seoul' },
  21: { ko: '부산', en: 'Busan' },
  22: { ko: '대구', en: 'Daegu' },
  23: { ko: '인천', en: 'Incheon' },
  24: { ko: '광주', en: 'Gwangju' },
  25: { ko: '대전', en: 'Daejeon' },
  26: { ko: '울산', en: 'Ulsan' },
  29: { ko: '세종', en: 'Sejong' },
  31: { ko: '경기', en: 'Gyeonggi' },
  32: { ko: '강원', en: 'Gangwon' },
  33: { ko: '충북', en: 'North Chungcheong' },
  34: { ko: '충남', en: 'South Chungcheong' },
  35: { ko: '전북', en: 'North Jeolla' },
  36: { ko: '전남', en: 'South Jeolla' },
  37: { ko: '경북', en: 'North Gyeongsang' },
  38: { ko: '경남', en: 'South Gyeongsang' },
  39: { ko: '제주', en: 'Jeju' },
};

/** The province of a municipality's census code. */
export function provinceCodeOf(municipalityCode: string): string {
  return municipalityCode.slice(0, 2);
}

export function provinceText(provinceCode: string, language: Language): string {
  return PROVINCES[provinceCode]?.[language] ?? '';
}

/** A municipality's name; in English where the census map knows it. */
export function municipalityText(code: string, name: string, language: Language): string {
  return language === 'en' ? (municipalityNames.get(code) ?? name) : name;
}
