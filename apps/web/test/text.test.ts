import { expect, test } from '@jest/globals';
import { cohortSchema } from '@sunbeon/core';
import { cohortText } from '../src/text/cohort-text.ts';
import { preferredLanguage } from '../src/text/language.ts';
import { clockRangeText, clockText, dayKey, dayText, spanText } from '../src/text/moments.ts';
import { verifyWords } from '../src/verify/words.ts';

const at = (clock: string, day = '2021-07-19') => Date.parse(`${day}T${clock}:00+09:00`);

test.each([
  ['00:00', '오전 12:00', '12:00 AM'],
  ['00:05', '오전 12:05', '12:05 AM'],
  ['11:59', '오전 11:59', '11:59 AM'],
  ['12:00', '오후 12:00', '12:00 PM'],
  ['20:14', '오후 8:14', '8:14 PM'],
])('%s in Seoul is %s, %s', (clock, ko, en) => {
  expect([clockText(at(clock), 'ko'), clockText(at(clock), 'en')]).toEqual([ko, en]);
});

test('a day has its weekday, and begins at midnight in Seoul', () => {
  expect([dayText(at('20:00'), 'ko'), dayText(at('20:00'), 'en')]).toEqual(['7월 19일 (월)', 'Mon, Jul 19']);
  expect(dayKey(at('00:00'))).toBe('2021-07-19');
  expect(dayKey(at('00:00') - 1)).toBe('2021-07-18');
});

test('a range says the half of the day once where it is the same, and the days where they differ', () => {
  expect(clockRangeText(at('20:14'), at('20:21'), 'ko')).toBe('오후 8:14에서 8:21 사이');
  expect(clockRangeText(at('20:14'), at('20:21'), 'en')).toBe('between 8:14 and 8:21 PM');
  expect(clockRangeText(at('11:58'), at('12:06'), 'ko')).toBe('오전 11:58에서 오후 12:06 사이');
  expect(clockRangeText(at('11:58'), at('12:06'), 'en')).toBe('between 11:58 AM and 12:06 PM');
  expect(clockRangeText(at('23:50'), at('00:10', '2021-07-20'), 'ko')).toBe(
    '7월 19일 (월) 오후 11:50에서 7월 20일 (화) 오전 12:10 사이',
  );
});

test.each([
  [0, '0초', '0 seconds'],
  [999, '1초', '1 second'],
  [60_000, '1분 0초', '1 minute 0 seconds'],
  [725_000, '12분 5초', '12 minutes 5 seconds'],
  [3_600_000, '1시간', '1 hour'],
  [5_400_000, '1시간 30분', '1 hour 30 minutes'],
  [93 * 3_600_000, '3일 21시간', '3 days 21 hours'],
])('%i ms are %s, %s', (span, ko, en) => {
  expect([spanText(span, 'ko'), spanText(span, 'en')]).toEqual([ko, en]);
});

test.each([
  ['1967-01-01', '1968-12-31', null, '1967–1968년생', 'people born 1967–1968'],
  ['1967-01-01', '1967-12-31', null, '1967년생', 'people born 1967'],
  [
    '1967-05-01',
    '1968-12-31',
    null,
    '1967년 5월 1일 – 1968년 12월 31일 출생',
    'people born May 1, 1967 – December 31, 1968',
  ],
  [
    '1972-01-01',
    '2003-12-31',
    9,
    '1972–2003년생 가운데 생일이 9·19·29일인 분',
    'people born 1972–2003, on day 9, 19 or 29 of a month',
  ],
  [
    '1972-01-01',
    '2003-12-31',
    0,
    '1972–2003년생 가운데 생일이 10·20·30일인 분',
    'people born 1972–2003, on day 10, 20 or 30 of a month',
  ],
])('the cohort %s to %s, digit %s', (birthFrom, birthTo, lastDigit, ko, en) => {
  const cohort = cohortSchema.parse({ birthFrom, birthTo, lastDigit });
  expect([cohortText(cohort, 'ko'), cohortText(cohort, 'en')]).toEqual([ko, en]);
});

test.each([
  ['', ['ko-KR', 'en'], 'ko'],
  ['', ['en-US', 'ko'], 'en'],
  ['', ['fr', 'en'], 'en'],
  ['', ['fr'], 'ko'],
  ['', [], 'ko'],
  ['a=1; language=en; b=2', ['ko'], 'en'],
  ['language=ko', ['en'], 'ko'],
  ['language=xx', ['en'], 'en'],
  ['my-language=en', ['ko'], 'ko'],
])('cookies "%s" and browser languages %j read %s', (cookies, browserLanguages, language) => {
  expect(preferredLanguage(cookies, browserLanguages)).toBe(language);
});

test.each([
  ['모의 본인 확인', '모의 본인 확인으로 계속하기'],
  ['카카오', '카카오로 계속하기'],
  ['메일', '메일로 계속하기'],
  ['PASS', 'PASS(으)로 계속하기'],
])('the particle fits the provider %s', (provider, text) => {
  expect(verifyWords.ko.continueWith(provider)).toBe(text);
});
