import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { mapSources } from '../map/map-sources.ts';
import { findPlaces } from '../src/places/find-places.ts';
import { nearestTo, places, placeText } from '../src/places/places.ts';

const found = (typed: string) =>
  findPlaces(typed, places.values()).map(({ code, name }) => placeText(code, name, 'ko'));

test.each([
  ['종로구', '서울 종로구'],
  ['종로', '서울 종로구'],
  ['ㅈㄹㄱ', '서울 종로구'],
  ['종ㄹ', '서울 종로구'],
  ['조로', '서울 종로구'],
  ['ㅈㅗㅇㄹㅗ', '서울 종로구'],
  ['종로구'.normalize('NFD'), '서울 종로구'],
  ['ᄌᄅᄀ', '서울 종로구'],
  ['ﾸﾩ', '서울 종로구'],
  ['ﾸￌﾷﾩￌ', '서울 종로구'],
  ['\u3164종\u200b로\u202e', '서울 종로구'],
  ['서울 중구', '서울 중구'],
  ['서울시중구', '서울 중구'],
  ['부산광역시 중구', '부산 중구'],
  ['ㅄㅈㄱ', '부산 부산진구'],
  ['ㄳㄱ', '서울 강서구'],
  ['수원 장안', '경기 수원시 장안구'],
  ['충청남도 천안 서북', '충남 천안시 서북구'],
  ['Jongno', '서울 종로구'],
  ['jongno-gu, seoul', '서울 종로구'],
  ['JONGNO GU', '서울 종로구'],
  ['Chongno', '서울 종로구'],
  ['Kangnam', '서울 강남구'],
  ['Pusan Jung', '부산 중구'],
  ['haeundae', '부산 해운대구'],
  ['je', '강원 정선군'],
  ['Cheju', '제주 제주시'],
])('%s finds %s first', (typed, place) => {
  expect(found(typed)[0]).toBe(place);
});

test('while a syllable is being typed, its last letter may belong to the next', () => {
  for (const typed of ['ㄱ', '가', '강', '강ㄴ', '강나', '강남', '강남ㄱ', '강남구'])
    expect(found(typed)).toContain('서울 강남구');
  for (const typed of ['가', '갚', '가펴', '가평']) expect(found(typed)).toContain('경기 가평군');
});

test('another syllable is another place', () => {
  expect(found('간나')).not.toContain('서울 강남구');
});

test.each(['', '   ', '-', '1234', '😀', 'ㅋㅋㅋㅋ', 'zzz', '종로<script>', '‮'])('%j finds nothing', (typed) => {
  expect(found(typed)).toEqual(typed.startsWith('종로') ? ['서울 종로구'] : []);
});

test('of a text however long, only the beginning is looked at', () => {
  expect(found(`종로${' '.repeat(100_000)}x`)).toEqual(['서울 종로구']);
  expect(found('ㄱ'.repeat(100_000))).toEqual([]);
});

test('every municipality is found by its name, its initials and its English name', () => {
  expect(places.size).toBe(250);
  for (const place of places.values()) {
    const full = placeText(place.code, place.name, 'ko');
    expect(found(full)).toContain(full);
    expect(found(placeText(place.code, '', 'en'))).toContain(full);
  }
});

test('the nearest of some municipalities, the nearest first', () => {
  const candidates = ['39010', '11020', '21010', '11010', '31050'].map((code) => ({ code }));
  expect(nearestTo('11010', candidates, 3)).toEqual([{ code: '11020' }, { code: '31050' }, { code: '21010' }]);
  expect(nearestTo('nowhere', candidates, 3)).toEqual([]);
});

test('what is made from the census map is fresh', () => {
  for (const [file, text] of Object.entries(mapSources())) {
    const committed = readFileSync(new URL(`../src/places/generated/${file}`, import.meta.url), 'utf8');
    expect(committed === text).toBe(true);
  }
});
