import { describe, expect, test } from '@jest/globals';
import { freeText, hasResidentNumber, isVisibleText, personNameSchema } from '../src/index.ts';

const GRINNING = '\u{1f600}';

describe('a resident registration number is recognised', () => {
  test.each([
    ['as it stands on the card', '900101-1234567'],
    ['without its hyphen', '9001011234567'],
    ['of a woman born in this century', '010203-4123456'],
    ['of a foreigner', '851231-5123456'],
    ['in full-width digits', '９００１０１－１２３４５６７'],
    ['in mathematical digits', '𝟗𝟎𝟎𝟏𝟎𝟏-𝟏𝟐𝟑𝟒𝟓𝟔𝟕'],
    ['with blanks around the hyphen', '900101 - 1234567'],
    ['with a no-break blank', '900101\u00a01234567'],
    ['with a line break', '900101\n1234567'],
    ['with a blank after each digit', '9 0 0 1 0 1 - 1 2 3 4 5 6 7'],
    ['with an en dash', '900101–1234567'],
    ['with a minus sign', '900101−1234567'],
    ['with the vowel that looks like a hyphen', '900101ㅡ1234567'],
    ['with dots in the birth day', '90.01.01-1234567'],
    ['with an underscore', '900101_1234567'],
    ['between words', '주민번호는900101-1234567입니다'],
    ['behind another number', '2호실 900101-1234567'],
    ['of somebody born on 29 February', '680229-2123456'],
  ])('%s', (_how, text) => {
    expect(hasResidentNumber(text)).toBe(true);
    expect(freeText(200).safeParse(text).success).toBe(false);
  });

  test.each([
    ['a mobile number', '010-1234-5678'],
    ['a mobile number with its country', '+82 10-1234-5678'],
    ['a business number', '123-45-67890'],
    ['an instant', '2026-11-23 14:00:00'],
    ['two instants', '2026-11-23 14:00 ~ 2026-11-30 18:00'],
    ['a month that does not exist', '901301-1234567'],
    ['a day that does not exist', '900132-1234567'],
    ['a sex that does not exist', '900101-9234567'],
    ['one digit more', '900101-12345678'],
    ['one digit before', '1900101-1234567'],
    ['one digit less', '900101-123456'],
    ['a credit card', '9001-0112-3456-7890'],
    ['a UUID', '9b2d0f4e-1c11-4a6f-9e6b-900101123456'],
    ['digits too far apart', '900101     1234567'],
    ['nothing', ''],
  ])('%s is none', (_what, text) => {
    expect(hasResidentNumber(text)).toBe(false);
  });

  test('a text made to be hard is looked through in no time', () => {
    const hard = ['9'.repeat(4_000), '9-'.repeat(4_000), '90010112345'.repeat(500), '9 - '.repeat(4_000)];
    const startMs = performance.now();
    for (const text of hard) hasResidentNumber(text);
    expect(performance.now() - startMs).toBeLessThan(500);
  });
});

describe('names', () => {
  test.each([
    ['of one syllable', '솔'],
    ['of three', '김영수'],
    ['of seventeen', '남궁별하늘빛바다처럼넓은마음이라네'],
    ['in Chinese characters', '司馬遷'],
    ['with a character beyond the basic plane', '𠮷野家'],
    ['Irish', "SEAN O'BRIEN"],
    ['Vietnamese', 'Nguyễn Thị Lan'],
    ['French', 'Anne-Élise D’Aubigné'],
    ['Icelandic', 'Þórdís Ægisdóttir'],
    ['Russian', 'Анна Каренина'],
    ['Arabic', 'محمد'],
    ['Thai', 'ณัฐวุฒิ'],
    ['Hindi', 'प्रिया'],
    ['of eighty syllables', '가'.repeat(80)],
  ])('%s are taken as they are', (_what, name) => {
    expect(personNameSchema.parse(name)).toBe(name);
  });

  test.each([
    ['decomposed Hangul', '김영수'.normalize('NFD'), '김영수'],
    ['decomposed Latin', 'Nguyễn'.normalize('NFD'), 'Nguyễn'],
    ['half-width letters', 'ﾡￜﾱﾵￓﾩￂﾾ', '김수랗'],
    ['half-width letters with a double final', '\uffb7\uffdc\uffaa', '읽'],
    ['half-width letters of several syllables', 'ﾡￂﾤ ﾤￂ', '간 나'],
    ['an ideographic blank', '김\u3000영수', '김 영수'],
    ['blanks around and doubled', '  김  영수 ', '김 영수'],
    ['eighty decomposed syllables', '각'.normalize('NFD').repeat(80), '각'.repeat(80)],
  ])('%s are composed', (_what, written, name) => {
    expect(personNameSchema.parse(written)).toBe(name);
  });
});

describe('what nobody can see is refused', () => {
  test.each([
    ['a Hangul filler', '\u3164'],
    ['a half-width filler', '김\uffa0수'],
    ['a leading filler', '김\u115f수'],
    ['a zero-width blank', '김\u200b수'],
    ['a zero-width joiner', '김\u200d수'],
    ['a word joiner', '김\u2060수'],
    ['a byte order mark', '김\ufeff수'],
    ['a right-to-left override', '김\u202e수'],
    ['an isolate', '김\u2066수'],
    ['an Arabic letter mark', '김\u061c수'],
    ['a soft hyphen', '김\u00ad수'],
    ['NUL', '김\u0000수'],
    ['a line feed', '김\n수'],
    ['a line separator', '김\u2028수'],
    ['a delete', '김\u007f수'],
    ['an escape', '\u001b[31m김'],
    ['half a character', '김\ud800'],
    ['the other half', '\udc00김'],
    ['a variation selector', '김\ufe0f'],
    ['a tag', '김\u{e0041}'],
    ['private use', '김\ue000'],
    ['a noncharacter', '김\uffff'],
    ['a Braille blank', '\u2800'],
  ])('%s', (_what, text) => {
    expect(isVisibleText(text)).toBe(false);
    expect(freeText(200).safeParse(text).success).toBe(false);
  });

  test.each([
    ['nothing', ''],
    ['blanks', ' \t\n '],
    ['one too many', '가'.repeat(201)],
    ['a million', 'a'.repeat(1_000_000)],
    ['a number', 7],
    ['a list', ['김']],
  ])('%s is no text', (_what, text) => {
    expect(freeText(200).safeParse(text).success).toBe(false);
  });
});

test('what people see is taken, and a complaint never quotes what it complains of', () => {
  expect(freeText(200).parse(`1967–1968년생 예방접종 ${GRINNING} (2차)`)).toContain(GRINNING);
  const text = '홍길동 900101-1234567';
  expect(JSON.stringify(freeText(200).safeParse(text).error?.issues)).not.toMatch(/홍길동|1234567/);
});
