import { expect, test } from '@jest/globals';
import type { BookedSlot } from '@sunbeon/core';
import { changeDraft, type Draft, emptyDraft, isDraft, stepOf } from '../src/booking/draft.ts';

const slot = (id: string): BookedSlot => ({
  id,
  siteName: '강북삼성병원',
  municipality: '종로구',
  startsAt: '2021-08-16T00:00:00Z',
  product: 'p',
});
const ids = (draft: Draft) => draft.choices.map(({ id }) => id);
const withChoices = (...slotIds: string[]): Draft => ({
  ...emptyDraft,
  district: { code: '11010', name: '종로구' },
  choices: slotIds.map(slot),
});

test('choices are ranked in the order they are made, three at most', () => {
  const draft = ['1', '2', '3', '4'].reduce(
    (before, id) => changeDraft(before, { type: 'toggle', slot: slot(id) }),
    emptyDraft,
  );
  expect(ids(draft)).toEqual(['1', '2', '3']);
});

test('choosing again takes away, and the later ones move up', () => {
  expect(ids(changeDraft(withChoices('1', '2', '3'), { type: 'toggle', slot: slot('1') }))).toEqual(['2', '3']);
});

test('a choice can be preferred; the first stays first', () => {
  expect(ids(changeDraft(withChoices('1', '2', '3'), { type: 'prefer', slotId: '3' }))).toEqual(['1', '3', '2']);
  expect(ids(changeDraft(withChoices('1', '2'), { type: 'prefer', slotId: '1' }))).toEqual(['1', '2']);
});

test('another district keeps what was chosen', () => {
  expect(ids(changeDraft(withChoices('1'), { type: 'district', code: '21010', name: '중구' }))).toEqual(['1']);
});

test.each([
  ['', emptyDraft, 'district'],
  ['#review', emptyDraft, 'district'],
  ['#times', emptyDraft, 'district'],
  ['#times', withChoices(), 'times'],
  ['#review', withChoices(), 'times'],
  ['#review', withChoices('1'), 'review'],
  ['#district', withChoices('1'), 'district'],
  ['#times', changeDraft(withChoices('1'), { type: 'submit', key: 'k', slots: ['1'] }), 'outcome'],
] as const)('address "%s" shows the step the draft allows', (hash, draft, step) => {
  expect(stepOf(hash, draft)).toBe(step);
});

test('what is kept in the tab is only taken if it is a draft', () => {
  expect(isDraft(JSON.parse(JSON.stringify(withChoices('1'))))).toBe(true);
  for (const other of [null, 'x', [], {}, { district: null, choices: 'x', submission: null }]) {
    expect(isDraft(other)).toBe(false);
  }
});
