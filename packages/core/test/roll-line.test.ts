import { expect, test } from '@jest/globals';
import { civilDateSchema, rollLineOf } from '../src/index.ts';

const CI = `${'Ab0+/'.repeat(17)}x==`;
const today = civilDateSchema.parse('2021-07-01');

test('a line names a person: composed, with a birth date as far as it is known, and a phone if there is one', () => {
  expect(rollLineOf([CI, ' 오현숙 '.normalize('NFD'), '19670309', '010-0000-0011'], today)).toEqual({
    ci: CI,
    name: '오현숙',
    birthDate: '1967-03-09',
    phone: '+821000000011',
  });
  expect(rollLineOf([CI, '\uffa1\uffdc\uffb1말순', '1941-00-00', ''], today)).toEqual({
    ci: CI,
    name: '김말순',
    birthDate: '1941-00-00',
    phone: null,
  });
});

test.each([
  ['columns', []],
  ['columns', [CI, '오현숙', '1967-03-09']],
  ['columns', [CI, '오현숙', '1967-03-09', '', '']],
  ['ci', ['', '오현숙', '1967-03-09', '']],
  ['ci', [CI.slice(1), '오현숙', '1967-03-09', '']],
  ['ci', [`${CI}\u200b`, '오현숙', '1967-03-09', '']],
  ['resident-number', ['670309-2000000', '오현숙', '1967-03-09', '']],
  ['resident-number', [CI, '오현숙 670309 2000000', '1967-03-09', '']],
  ['resident-number', [CI, '오현숙', '６７０３０９２００００００', '']],
  ['resident-number', [CI, '오현숙', '1967-03-09', '670309-2000000']],
  ['name', [CI, '', '1967-03-09', '']],
  ['name', [CI, '오\u200b현숙', '1967-03-09', '']],
  ['name', [CI, '\u3164', '1967-03-09', '']],
  ['name', [CI, '\u202e오현숙', '1967-03-09', '']],
  ['name', [CI, '=HYPERLINK("https://example.com")', '1967-03-09', '']],
  ['name', [CI, '+오현숙', '1967-03-09', '']],
  ['name', [CI, '가'.repeat(81), '1967-03-09', '']],
  ['birth-date', [CI, '오현숙', '', '']],
  ['birth-date', [CI, '오현숙', '1967-02-29', '']],
  ['birth-date', [CI, '오현숙', '1899-12-31', '']],
  ['birth-date', [CI, '오현숙', '2099-01-01', '']],
  ['birth-date', [CI, '오현숙', '2021-07-02', '']],
  ['birth-date', [CI, '오현숙', '2021-08-00', '']],
  ['birth-date', [CI, '오현숙', '1e3', '']],
  ['phone', [CI, '오현숙', '1967-03-09', '02-120-0000']],
  ['phone', [CI, '오현숙', '1967-03-09', '+1 202 555 0101']],
  ['phone', [CI, '오현숙', '1967-03-09', '060-700-0000']],
  ['phone', [CI, '오현숙', '1967-03-09', '1339']],
  ['phone', [CI, '오현숙', '1967-03-09', '-']],
])('refused for its %s: %j', (reason, fields) => {
  expect(rollLineOf(fields, today)).toBe(reason);
});

test('whoever is born today may be on a roll', () => {
  expect(rollLineOf([CI, '오현숙', '2021-07-01', ''], today)).toMatchObject({ birthDate: '2021-07-01' });
  expect(rollLineOf([CI, '오현숙', '2021-07-00', ''], today)).toMatchObject({ birthDate: '2021-07-00' });
});
