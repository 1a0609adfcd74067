import { expect, test } from '@jest/globals';
import type { Chronicle } from '../replay/chronicle.ts';
import { everybodyAnswered } from '../replay/everybody-answered.ts';

const booked: Chronicle = {
  personKey: 'p',
  eligible: true,
  habit: 'plain',
  earlyAnswer: null,
  join: { sentAtMs: 1, answeredAtMs: 2, number: 1 },
  secondNumber: null,
  rejections: [],
  admittedAtMs: 3,
  bookedAtMs: 4,
  waits: [],
  ending: 'booked',
  bookingId: 'b',
};
const refused: Chronicle = { ...booked, eligible: false, join: null, bookingId: null, ending: 'not-eligible' };

test('a night in which everybody was turned away was no good night', () => {
  expect(everybodyAnswered([booked, { ...booked, ending: 'closed-tab' }, refused]).kept).toBe(true);
  for (const ending of ['overloaded', 'unreachable', 'unfinished', 'no-outcome', 'not-eligible'])
    expect(everybodyAnswered([booked, { ...booked, join: null, ending }])).toMatchObject({ kept: false });
  expect(everybodyAnswered([{ ...booked, ending: 'pass-invalid' }]).detail).toMatch('pass-invalid');
});

test('nor was one in which somebody got in whom the window is not for', () => {
  expect(everybodyAnswered([booked, { ...refused, join: booked.join, ending: 'booked' }]).kept).toBe(false);
  expect(everybodyAnswered([booked, { ...refused, ending: 'unreachable' }]).kept).toBe(false);
});
