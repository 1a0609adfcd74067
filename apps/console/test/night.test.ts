import { expect, test } from '@jest/globals';
import { type NightWindow, nightWindowSchema, type StaffWindowView } from '@sunbeon/core';
import { chosenWindow } from '../src/night/chosen-window.ts';
import { ageText, durationText } from '../src/night/duration-text.ts';
import { leverKeys, leversOf } from '../src/night/lever-list.ts';
import { instantOf, seoulInput } from '../src/night/seoul-input.ts';

function aWindow(id: string, state: StaffWindowView['state']): NightWindow {
  return nightWindowSchema.parse({
    id,
    campaignId: id,
    title: id,
    cohort: { birthFrom: '1967-01-01', birthTo: '1968-12-31', lastDigit: null },
    requiresRoll: false,
    expectedPeople: null,
    secondDoseAfterDays: null,
    state,
    policy: 'fifo',
    opensAt: '2026-07-19T11:00:00.000Z',
    closesAt: '2026-07-19T15:00:00.000Z',
    lobbyOpensAt: null,
    maxActive: 500,
    agentSeats: 20,
    maxPerSecond: 200,
    admissionSeconds: 600,
    version: 1,
    waiting: null,
    inLobby: null,
    issued: null,
    serving: null,
    active: null,
    agentsActive: null,
    booked: null,
    calledPerMinute: null,
    admittedPerMinute: null,
    bookedPerMinute: null,
    refusedPerMinute: null,
    remaining: null,
    eta: null,
    rate: null,
    refused: {},
    doses: null,
  });
}

test('the window shown is the one asked for, else the one at work, else the next', () => {
  const [over, paused, next] = [aWindow('over', 'closed'), aWindow('paused', 'paused'), aWindow('next', 'scheduled')];
  expect(chosenWindow([over, next, paused], 'next')?.id).toBe('next');
  expect(chosenWindow([over, next, paused], 'gone')?.id).toBe('paused');
  expect(chosenWindow([over, next], null)?.id).toBe('next');
  expect(chosenWindow([], null)).toBeNull();
});

test('no two levers that can be pulled at the same time have one key', () => {
  const notice = { ko: '안내', en: 'Notice', at: '2026-07-19T11:00:00.000Z' };
  for (const state of ['open', 'paused', 'scheduled', 'closed'] as const) {
    const keys = leversOf({ state, notice }, null).map((lever) => leverKeys[lever]);
    expect(new Set(keys).size).toBe(keys.length);
  }
  expect(leversOf({ state: 'paused' }, null)).toContain('resume');
  expect(leversOf({ state: 'closed' }, null)).toEqual(['notice']);
});

test('a form that is open stays when the news says that its lever has been pulled already', () => {
  expect(leversOf({ state: 'closed' }, 'close')).toEqual(['notice', 'close']);
  expect(leversOf({ state: 'paused' }, 'pause').slice(0, 2)).toEqual(['pause', 'resume']);
});

test('a field shows an opening in Korean time, and is read in it, whatever the device is set to', () => {
  expect(seoulInput('2026-07-19T15:30:20.000Z')).toBe('2026-07-20T00:30');
  expect(instantOf('2026-07-20T00:30')).toBe('2026-07-19T15:30:00.000Z');
  expect(instantOf('')).toBeNull();
});

test.each([
  [1, '1분 안', 'within a minute'],
  [60, '1분 안', 'within a minute'],
  [61, '약 2분', 'about 2 min'],
  [3_600, '약 1시간', 'about 1 h'],
  [4_800, '약 1시간 20분', 'about 1 h 20 min'],
])('%d seconds take %s', (seconds, ko, en) => {
  expect(durationText(seconds, 'ko')).toBe(ko);
  expect(durationText(seconds, 'en')).toBe(en);
});

test('an age is told to the second while it is short', () => {
  expect(ageText(75, 'ko')).toBe('75초');
  expect(ageText(185, 'en')).toBe('3 min');
});
