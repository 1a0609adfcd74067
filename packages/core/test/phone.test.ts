import { expect, test } from '@jest/globals';
import { koreanMobile } from '../src/index.ts';

test.each([
  ['010-1234-5678', '+821012345678'],
  ['01012345678', '+821012345678'],
  ['+82 10 1234 5678', '+821012345678'],
  ['+821012345678', '+821012345678'],
  ['+82-010-1234-5678', '+821012345678'],
  ['０１０－１２３４－５６７８', '+821012345678'],
  [' 010.1234.5678 ', '+821012345678'],
  ['011-234-5678', '+82112345678'],
])('%s is the mobile %s', (written, mobile) => {
  expect(koreanMobile(written)).toBe(mobile);
});

test.each([
  ['a landline', '02-123-4567'],
  ['the disease control call centre', '1339'],
  ['an emergency number', '119'],
  ['a toll number', '1588-1234'],
  ['a premium number', '060-700-1234'],
  ['an internet phone', '070-1234-5678'],
  ['Japan', '+81 90-1234-5678'],
  ['North Korea', '+850 191 123 4567'],
  ['the United States', '+1 202 555 0123'],
  ['too short', '010-123-456'],
  ['010 with seven more digits', '010-123-4567'],
  ['too long', '010-1234-56789'],
  ['text around it', 'call 010-1234-5678'],
  ['an extension', '010-1234-5678 ext 9'],
  ['a line break', '010-1234\n5678'],
  ['NUL', '010-1234-5678\u0000'],
  ['a lone surrogate', '010-1234-567\ud800'],
  ['a direction mark', '\u202e010-1234-5678'],
  ['nothing', ''],
  ['spaces', '         '],
  ['a million digits', '0'.repeat(1_000_000)],
])('%s is not a Korean mobile', (_name, written) => {
  expect(koreanMobile(written)).toBeNull();
});
