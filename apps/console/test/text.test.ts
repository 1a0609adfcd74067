import { expect, test } from '@jest/globals';
import { ConsoleProblem, problemFrom, problemText } from '../src/api/console-problem.ts';
import { preferredLanguage } from '../src/text/language.ts';
import { dayText, exactTimeText, momentText, timeText } from '../src/text/moments.ts';

/** Early on a Monday in Seoul, still Sunday in London. */
const MOMENT = '2021-07-18T15:03:07.000Z';

test('instants are those of Seoul, by 24 hours, with the weekday', () => {
  expect(dayText(MOMENT, 'ko')).toBe('2021년 7월 19일 (월)');
  expect(momentText(MOMENT, 'en')).toBe('Mon, Jul 19, 2021, 00:03');
  expect(timeText(Date.parse(MOMENT))).toBe('00:03');
  expect(exactTimeText(MOMENT)).toBe('00:03:07');
});

test.each([
  ['language=en', ['ko-KR'], 'en'],
  ['a=b; language=ko', ['en-US'], 'ko'],
  ['', ['fr', 'en-US', 'ko'], 'en'],
  ['language=fr', [], 'ko'],
])('with the cookies "%s" and a browser that reads %s the pages are in %s', (cookies, browser, expected) => {
  expect(preferredLanguage(cookies, browser)).toBe(expected);
});

test('a problem is worded from the catalogue, in the language of the page', () => {
  const problem = problemFrom(429, { code: 'staff-login-locked', title: '…' }, '840');
  expect(problem).toMatchObject({ code: 'staff-login-locked', retryAfterSeconds: 840 });
  expect(problemText(problem, 'en').title).toBe('Too many attempts to log in');
  expect(problemText(problem, 'ko').title).toBe('로그인을 너무 여러 번 시도했습니다');
});

test('what is no problem of the server counts as no answer, and what cannot be read as that', () => {
  expect(problemFrom(502, undefined, null).code).toBe('unreachable');
  expect(problemFrom(500, { code: 'made-up' }, null).code).toBe('unreachable');
  expect(problemText(new ConsoleProblem('unreadable'), 'en').title).toBe('The answer of the server cannot be read');
});
