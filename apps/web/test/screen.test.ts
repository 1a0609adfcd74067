import { expect, test } from '@jest/globals';
import { cohortSchema, languages } from '@sunbeon/core';
import { bookingWords } from '../src/booking/words.ts';
import { screenOf } from '../src/waiting/screen.ts';
import { viewOf } from '../src/waiting/view.ts';
import { wordsIn } from '../src/waiting/words.ts';
import { aSituation, aStatus, aWindowView, cohort, OPENS_AT_MS, person } from './situation.ts';

test.each(languages)('every state has a first sentence of its own (%s)', (language) => {
  const sentences = Object.values(wordsIn(language).sentences);
  expect(new Set(sentences).size).toBe(sentences.length);
  expect(sentences).not.toContain('');
});

test('waiting says the number ahead largest, then the number, the expected range and the doses with their age', () => {
  const range = { lowMs: OPENS_AT_MS + 14 * 60_000, highMs: OPENS_AT_MS + 21 * 60_000 };
  const status = aStatus({ serverTime: '2021-07-19T11:04:50Z' });
  const screen = screenOf(viewOf(aSituation({ range, status })), wordsIn('ko'), cohort);
  expect(screen.figure).toMatchObject({ label: '내 앞', value: '12,408', unit: '명' });
  expect(screen.facts).toEqual([
    ['대기 번호', '31,077'],
    ['예상 시각', '오후 8:14에서 8:21 사이'],
    ['남은 수량', '41,200 · 1분 전'],
  ]);
  expect(screen.notes).toContain('이 화면을 닫아도 순서는 유지됩니다.');
});

test('bad news comes with its figures and a way on', () => {
  const view = viewOf(aSituation({ status: aStatus({ remaining: 1_200 }) }));
  expect(screenOf(view, wordsIn('en'), cohort).notes[0]).toBe(
    '1,200 doses are left and 12,408 people are ahead of you. A place is unlikely this time. You can stay, or look at other windows.',
  );
});

test('a moved opening shows the time in force and strikes the old one', () => {
  const status = aStatus({ state: 'scheduled', movedFrom: '2021-07-19T09:00:00.000Z' });
  const view = viewOf(aSituation({ status, nowMs: OPENS_AT_MS - 725_000, place: null }));
  expect(screenOf(view, wordsIn('ko'), cohort)).toMatchObject({
    sentence: '시작 시각이 바뀌었습니다.',
    figure: { value: '오후 8:00', under: '시작까지 12분 5초', struck: '7월 19일 (월) 오후 6:00' },
  });
});

test('a refusal names whom the window is for and which rule refused', () => {
  const view = viewOf(aSituation({ place: null, refusedBy: 'born-after' }));
  expect(screenOf(view, wordsIn('ko'), cohort).notes).toEqual([
    '이 예약의 대상은 1967–1968년생입니다. 생년월일이 대상 기간보다 늦습니다.',
  ]);
});

test('whoever is refused reads which window is for them, and is led there', () => {
  const own = aWindowView({ id: 'w2', cohort: cohortSchema.parse({ birthFrom: '1972-01-01', birthTo: '1981-12-31' }) });
  const situation = aSituation({ place: null, identity: person('1975-05-01'), otherWindows: [own] });
  const { notes, action } = screenOf(viewOf(situation), wordsIn('ko'), cohort);
  expect(notes[1]).toBe('대상인 예약은 1972–1981년생 예약입니다. 시작: 7월 19일 (월) 오후 8:00');
  expect(action).toMatchObject({ href: '/windows/w2', main: true });
});

test('a pause says since when, and nobody loses their place', () => {
  const status = aStatus({ state: 'paused', pausedSince: '2021-07-19T11:05:00.000Z' });
  const { sentence, notes } = screenOf(viewOf(aSituation({ status })), wordsIn('ko'), cohort);
  expect(sentence).toBe('오후 8:05부터 호출을 멈췄습니다.');
  expect(notes[0]).toMatch(/아무도 순서를 잃지 않습니다/);
});

test('whoever ran out of time to book reads that the number is still called', () => {
  const situation = aSituation({ status: aStatus({ serving: 80_000 }), passExpiresAtMs: OPENS_AT_MS });
  const { sentence, action } = screenOf(viewOf(situation), wordsIn('en'), cohort);
  expect(sentence).toBe('Your time to book is over. Your number is still called.');
  expect(action).toMatchObject({ kind: 'enter' });
});

test('without a network nobody counts down from a time that may be long past', () => {
  const situation = aSituation({ status: aStatus({ state: 'scheduled' }), nowMs: OPENS_AT_MS - 90_000, place: null });
  expect(screenOf(viewOf(situation), wordsIn('ko'), cohort).figure?.under).toBe('시작까지 1분 30초');
  const recalled = { ...situation, offline: true, recalled: true };
  expect(screenOf(viewOf(recalled), wordsIn('ko'), cohort).figure).toMatchObject({ value: '오후 8:00', under: '' });
  const waiting = viewOf(aSituation({ offline: true, recalled: true }));
  expect(screenOf(waiting, wordsIn('ko'), cohort).facts).toEqual([['대기 번호', '31,077']]);
});

test('while every seat is taken the visitor reads why it takes a moment', () => {
  const view = viewOf(aSituation({ status: aStatus({ serving: 40_000 }), entering: true }));
  expect(screenOf(view, wordsIn('ko'), cohort).notes[0]).toBe(wordsIn('ko').notes.full);
});

test('the same words stand everywhere', () => {
  const [ko, en] = [wordsIn('ko'), wordsIn('en')];
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
