import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, jest, test } from '@jest/globals';
import { Problem } from '@sunbeon/core';
import { createLogger } from '@sunbeon/service-kit';
import { HotLog } from '../src/hot/hot-log.ts';

const CROWD = 500;

test('a crowd that is turned away fills no log, and hides no failure of ours', () => {
  const logger = createLogger('test', 'silent');
  const [refused, failed] = [jest.spyOn(logger, 'warn'), jest.spyOn(logger, 'error')];
  const log = new HotLog(logger);
  const req = new IncomingMessage(new Socket());
  const overloaded = new Problem('overloaded', {}, 1);
  for (let count = 0; count < CROWD; count += 1) log.note(req, 'one of many', overloaded, overloaded);
  const failure = new Error('a mistake of ours');
  log.note(req, 'the one', new Problem('internal-error'), failure);
  expect(refused.mock.calls.length).toBeLessThan(CROWD);
  expect(failed).toHaveBeenCalledTimes(1);
  expect(failed).toHaveBeenCalledWith(
    expect.objectContaining({ requestId: 'the one', err: failure }),
    'request failed',
  );
});
