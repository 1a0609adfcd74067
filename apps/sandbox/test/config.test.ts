import { expect, test } from '@jest/globals';
import { ConfigError } from '@sunbeon/service-kit';
import { envToConfig } from '../src/config.ts';

const secrets = { SANDBOX_CLIENT_SECRET: 'a secret', SANDBOX_SMPP_PASSWORD: 'password' };

test('production refuses the sandbox in one line', () => {
  const env = { NODE_ENV: 'production', ...secrets };
  expect(() => envToConfig(env)).toThrow(ConfigError);
  expect(() => envToConfig(env)).toThrow(/^NODE_ENV: [^\n]*never runs in production$/);
});

test('a missing secret and a wrong address are named', () => {
  expect(() => envToConfig({ SANDBOX_CLIENT_SECRET: 'a secret' })).toThrow(/^SANDBOX_SMPP_PASSWORD: /);
  expect(() => envToConfig({ ...secrets, SANDBOX_REDIRECT_URIS: 'javascript:alert(1)' })).toThrow(
    /SANDBOX_REDIRECT_URIS/,
  );
});

test('return addresses are a comma list', () => {
  const { identity } = envToConfig({ ...secrets, SANDBOX_REDIRECT_URIS: 'http://a.example/x, https://b.example/y' });
  expect(identity.redirectUris).toEqual(['http://a.example/x', 'https://b.example/y']);
});
