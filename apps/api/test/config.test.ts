import { expect, test } from '@jest/globals';
import { testKeys } from '@sunbeon/test-kit';
import { envToConfig } from '../src/index.ts';

const env = {
  DATABASE_URL: 'postgresql://127.0.0.1/sunbeon',
  REDIS_URL: 'redis://127.0.0.1:6379',
  ...testKeys(),
};

test.each<readonly [string, Record<string, string>]>([
  ['DATABASE_URL', { DATABASE_URL: '' }],
  ['SESSION_KEYS', { SESSION_KEYS: 'dev:short' }],
  ['SEALING_KEYS', { SEALING_KEYS: 'dev:short' }],
  ['STAFF_KEY', { STAFF_KEY: 'short' }],
  ['SESSION_KEYS, SEALING_KEYS', { NODE_ENV: 'production' }],
])('a wrong setting is named: %s', (name, change) => {
  expect(() => envToConfig({ ...env, ...change })).toThrow(name);
  expect(envToConfig(env)).toMatchObject({ production: false });
});

test.each([
  ['both', ['staff', 'citizen']],
  ['staff', ['staff']],
  ['citizen', ['citizen']],
])('API_DOORS=%s opens %p', (doors, opened) => {
  expect([...envToConfig({ ...env, API_DOORS: doors }).doors]).toEqual(opened);
});
