import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { birthDateSchema, matchText } from '../src/index.ts';

const born = birthDateSchema.parse('1967-03-09');

test.each([
  ['오현숙', '오현숙'.normalize('NFD')],
  ['오현숙', ' 오 현숙 '],
  // Half-width letters, as old forms have them.
  ['김', '\uffa1\uffdc\uffb1'],
  ["SEAN O'BRIEN", 'Sean O’Brien'],
  ['SEAN OBRIEN', 'ＳＥＡＮ　ＯＢＲＩＥＮ'],
  ['Nguyễn Thị Lan', 'NGUYỄN THỊ LAN'.normalize('NFD')],
  ['Anne-Marie', 'anne marie'],
])('"%s" and "%s" are one name', (one, other) => {
  expect(matchText(other, born)).toBe(matchText(one, born));
});

test.each([
  ['오현숙', '오현수'],
  ['Lan', 'Làn'],
])('"%s" and "%s" are two', (one, other) => {
  expect(matchText(other, born)).not.toBe(matchText(one, born));
});

test('the birth date belongs to it, as far as it is known', () => {
  const dates = ['1967-03-09', '1967-03-00', '1967-00-00'].map((text) =>
    matchText('오현숙', birthDateSchema.parse(text)),
  );
  expect(new Set(dates).size).toBe(3);
  expect(dates[0]).toBe('오현숙|1967-03-09');
});

test('a name matches itself however it is composed and capitalised', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      const text = matchText(name, born);
      return [name.normalize('NFC'), name.normalize('NFD'), ` ${name} `].every(
        (same) => matchText(same, born) === text,
      );
    }),
  );
});
