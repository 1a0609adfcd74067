import { expect, jest, test } from '@jest/globals';
import { focusManager } from '@tanstack/react-query';
import { isAttended, watchForSomebody, whileAttended } from '../src/api/attended.ts';

const MINUTE_MS = 60_000;

test('a page that nobody sits before asks for nothing, and whoever comes back is shown at once how things are', () => {
  const page = new EventTarget();
  watchForSomebody(page);
  const now = jest.spyOn(Date, 'now');
  const asks = jest.fn();
  const forget = focusManager.subscribe(asks);
  const arrivedMs = Date.now();
  page.dispatchEvent(new Event('keydown'));
  expect([isAttended(), whileAttended(7)()]).toEqual([true, 7]);
  now.mockReturnValue(arrivedMs + 6 * MINUTE_MS);
  expect([isAttended(), whileAttended(7)()]).toEqual([false, false]);
  expect(asks).not.toHaveBeenCalled();
  page.dispatchEvent(new Event('pointermove'));
  page.dispatchEvent(new Event('pointermove'));
  expect([isAttended(), asks.mock.calls.length]).toEqual([true, 1]);
  forget();
  now.mockRestore();
});
