import { expect, test } from '@jest/globals';
import type { StaffAccount } from '@sunbeon/core';
import { tokenIn, tokenOf } from '../src/invitation/token-of.ts';
import { matchingMembers } from '../src/members/matching-members.ts';

const member = (login: string, name: string): StaffAccount => ({
  id: login,
  login,
  name,
  role: 'agent',
  siteId: null,
  state: 'active',
  createdAt: '2021-08-09T00:00:00.000Z',
  lastLoginAt: null,
});

test('somebody is found by a part of their name or login, however it is typed', () => {
  const all = [member('hong', '홍길동'), member('kim.a', 'Ann Kim')];
  expect(matchingMembers(all, '').map(({ login }) => login)).toEqual(['hong', 'kim.a']);
  expect(matchingMembers(all, '홍길'.normalize('NFD')).map(({ login }) => login)).toEqual(['hong']);
  expect(matchingMembers(all, ' ANN ').map(({ login }) => login)).toEqual(['kim.a']);
});

test('an invitation is read from the address it came in, or as it is', () => {
  expect(tokenOf('#a%2Bb')).toBe('a+b');
  expect(tokenOf('#%')).toBe('');
  expect(tokenIn(' https://staff.example/invitation#abc ')).toBe('abc');
  expect(tokenIn('abc\n')).toBe('abc');
});
