import { expect, test } from '@jest/globals';
import { testKeys } from '@sunbeon/test-kit';
import { envToConfig } from '../src/index.ts';

const env = {
  REDIS_URL: 'redis://127.0.0.1:6379',
  API_URL: 'http://127.0.0.1:8082',
  PUBLIC_ORIGINS: 'http://localhost:8080, http://127.0.0.1:8080',
  ...testKeys(),
};

test('settings have the defaults that the documentation names', () => {
  expect(envToConfig(env)).toMatchObject({
    host: '127.0.0.1',
    port: 8080,
    redisPrefix: 'sunbeon',
    publicOrigins: ['http://localhost:8080', 'http://127.0.0.1:8080'],
    identityProviders: [],
    production: false,
  });
});

const provider = {
  id: 'p',
  name: { ko: '가', en: 'a' },
  issuer: 'https://id.example',
  clientId: 'c',
  clientSecret: 's',
};

test.each<readonly [string, Record<string, string>]>([
  ['REDIS_URL', { REDIS_URL: '' }],
  ['API_URL', { API_URL: 'not a url' }],
  ['PUBLIC_ORIGINS', { PUBLIC_ORIGINS: 'http://localhost:8080/path' }],
  ['GATE_PORT', { GATE_PORT: '99999' }],
  ['SESSION_KEYS', { SESSION_KEYS: 'dev:short' }],
  ['PERSON_KEY_SECRET', { PERSON_KEY_SECRET: 'short' }],
  ['IDENTITY_PROVIDERS', { IDENTITY_PROVIDERS: '{broken' }],
  ['IDENTITY_PROVIDERS', { IDENTITY_PROVIDERS: JSON.stringify([{ ...provider, issuer: 'http://id.example' }]) }],
  ['SESSION_KEYS, TICKET_KEYS, PASS_KEYS, SEALING_KEYS', { NODE_ENV: 'production' }],
])('a wrong setting is named: %s', (name, change) => {
  expect(() => envToConfig({ ...env, ...change })).toThrow(name);
});

test('a complaint about a key never quotes it', () => {
  const text = 'k:c2VjcmV0LXNlY3JldC1zZWNyZXQ';
  expect(() => envToConfig({ ...env, PASS_KEYS: text })).toThrow(expect.not.stringContaining('c2VjcmV0'));
});
