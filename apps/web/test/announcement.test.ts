import { expect, test } from '@jest/globals';
import { announcementOf } from '../src/waiting/announcement.ts';
import { type View, viewOf } from '../src/waiting/view.ts';
import { wordsIn } from '../src/waiting/words.ts';
import { aSituation, aStatus } from './situation.ts';

const waitingWith = (serving: number): View => viewOf(aSituation({ status: aStatus({ serving }) }));

test('a new state is read out at once, waiting with the position', () => {
  const spoken = { view: viewOf(aSituation({ place: null })), atMs: 0 };
  expect(announcementOf(waitingWith(18_668), spoken, 10, wordsIn('ko'))).toBe(
    '순서를 기다리고 있습니다. 내 앞에 12,408명입니다.',
  );
  const called = viewOf(aSituation({ status: aStatus({ serving: 31_077 }) }));
  expect(announcementOf(called, { view: waitingWith(31_076), atMs: 0 }, 10, wordsIn('ko'))).toBe(
    '들어가실 수 있습니다.',
  );
});

test('the position is read out after a minute if it moved by a tenth, and not otherwise', () => {
  const spoken = { view: waitingWith(18_668), atMs: 0 };
  const moved = waitingWith(20_000);
  expect(announcementOf(moved, spoken, 59_999, wordsIn('en'))).toBeNull();
  expect(announcementOf(moved, spoken, 60_000, wordsIn('en'))).toBe('11,076 people are ahead of you.');
  expect(announcementOf(waitingWith(18_700), spoken, 60_000, wordsIn('en'))).toBeNull();
  expect(announcementOf(waitingWith(18_668), spoken, 600_000, wordsIn('en'))).toBeNull();
});

test('loading is not worth a word', () => {
  expect(announcementOf({ kind: 'loading' }, null, 0, wordsIn('ko'))).toBeNull();
});
