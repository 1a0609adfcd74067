import { expect, test } from '@jest/globals';
import { languages } from '@sunbeon/core';
import { bookingWords } from '../src/booking/words.ts';
import { screenOf } from '../src/waiting/screen.ts';
import { viewOf } from '../src/waiting/view.ts';
import { waitingWords } from '../src/waiting/words.ts';
import { aSituation, aStatus, cohort, OPENS_AT_MS } from './situation.ts';

test.each(languages)('every state has a first sentence of its own (%s)', (language) => {
  const sentences = Object.values(waitingWords[language].sentences);
  expect(new Set(sentences).size).toBe(sentences.length);
  expect(sentences).not.toContain('');
});

test('waiting says the number ahead largest, then the number, the expected range and the doses with their age', () => {
  const range = { lowMs: OPENS_AT_MS + 14 * 60_000, highMs: OPENS_AT_MS + 21 * 60_000 };
  const status = aStatus({ serverTime: '2021-07-19T11:04:50Z' });
  const screen = screenOf(viewOf(aSituation({ range, status })), 'ko', cohort);
  expect(screen.figure).toMatchObject({ label: '내 앞', value: '12,408', unit: '명' });
  expect(screen.facts).toEqual([
    ['대기 번호', '31,077'],
    ['예상 시각', '오후 8:14 ~ 8:21'],
    ['남은 수량', '41,200 · 1분 전'],
  ]);
  expect(screen.notes).toContain('이 화면을 닫아도 순서는 유지됩니다.');
});

test('bad news comes with its figures and a way on', () => {
  const view = viewOf(aSituation({ status: aStatus({ remaining: 1_200 }) }));
  expect(screenOf(view, 'en', cohort).notes[0]).toBe(
    '1,200 doses are left and 12,408 people are ahead of you. A place is unlikely this time. You can stay, or look at other windows.',
  );
});

test('a moved opening shows the time in force and strikes the old one', () => {
  const overrides = { status: aStatus({ state: 'scheduled' }), nowMs: OPENS_AT_MS - 725_000, place: null } as const;
  const view = viewOf(aSituation({ ...overrides, movedFromMs: OPENS_AT_MS - 7_200_000 }));
  expect(screenOf(view, 'ko', cohort)).toMatchObject({
    sentence: '시작 시각이 바뀌었습니다.',
    figure: { value: '오후 8:00', under: '시작까지 12분 5초', struck: '7월 19일 (월) 오후 6:00' },
  });
});

test('a refusal names whom the window is for and which rule refused', () => {
  const view = viewOf(aSituation({ place: null, refusedBy: 'born-after' }));
  expect(screenOf(view, 'ko', cohort).notes).toEqual([
    '이 예약의 대상은 1967–1968년생입니다. 생년월일이 대상 기간보다 늦습니다.',
  ]);
});

test('while every seat is taken the visitor reads why it takes a moment', () => {
  const view = viewOf(aSituation({ status: aStatus({ serving: 40_000 }), entering: true }));
  expect(screenOf(view, 'ko', cohort).notes[0]).toBe(waitingWords.ko.notes.full);
});

test('the same words stand everywhere', () => {
  const { ko, en } = waitingWords;
  expect([ko.number, ko.ahead, ko.expected, ko.yourTurn]).toEqual(['대기 번호', '내 앞', '예상 시각', '내 차례']);
  expect([en.number, en.ahead, en.expected, en.yourTurn]).toEqual([
    'Your number',
    'Ahead of you',
    'Expected',
    'Your turn',
  ]);
  expect([bookingWords.ko.booked, bookingWords.ko.received]).toEqual(['예약 확정', '접수됨(확정 전)']);
  expect([bookingWords.en.booked, bookingWords.en.received]).toEqual(['Booked', 'Received, not booked yet']);
});
