import { expect, test } from '@jest/globals';
import { backTo, urls } from '../src/urls.ts';

test('an address carries what it is given, encoded', () => {
  expect(urls.window('a/b c')).toBe('/windows/a%2Fb%20c');
  expect([urls.site('a/b'), urls.site('a', 'hours'), urls.siteDay('a', '2027-01-11')]).toEqual([
    '/clinic/a%2Fb',
    '/clinic/a/hours',
    '/clinic/a/day/2027-01-11',
  ]);
  expect(urls.login('/windows?state=open')).toBe('/login?back=%2Fwindows%3Fstate%3Dopen');
  expect(urls.login('/')).toBe('/login');
  expect(urls.invitation('t+/=')).toBe('/invitation#t%2B%2F%3D');
});

test.each([
  ['/windows/a?b=c', '/windows/a?b=c'],
  [null, '/'],
  ['https://elsewhere.example/', '/'],
  ['//elsewhere.example/', '/'],
  [String.raw`/\elsewhere.example/`, '/'],
  ['javascript:alert(1)', '/'],
])('a login goes on at an address of the console only: %s', (asked, expected) => {
  expect(backTo(asked)).toBe(expected);
});
