import { expect, test } from '@jest/globals';
import { testKeys } from '@sunbeon/test-kit';
import { envToConfig } from '../src/config.ts';

const env = {
  DATABASE_URL: 'postgresql://localhost/sunbeon',
  SMPP_URL: 'smpp://sunbeon:p%40ss@127.0.0.1:2776',
  SEALING_KEYS: testKeys().SEALING_KEYS,
};

test('the carrier address holds host, port and who we are', () => {
  expect(envToConfig(env).config.smpp.address).toEqual({
    host: '127.0.0.1',
    port: 2776,
    tls: false,
    systemId: 'sunbeon',
    password: 'p@ss',
  });
  const secure = envToConfig({ ...env, SMPP_URL: 'ssmpp://sunbeon:password@carrier.example' });
  expect(secure.config.smpp.address).toMatchObject({ host: 'carrier.example', port: 3550, tls: true });
});

test('what is missing or wrong is named', () => {
  expect(() => envToConfig({ ...env, SMPP_URL: 'http://carrier.example' })).toThrow(/^SMPP_URL: /);
  expect(() => envToConfig({ ...env, SMS_SENDER: 'SUNBEON' })).toThrow(/^SMS_SENDER: /);
  expect(() => envToConfig({ ...env, SEALING_KEYS: '' })).toThrow(/^SEALING_KEYS: /);
});

test('production refuses development keys', () => {
  expect(() => envToConfig({ ...env, NODE_ENV: 'production' })).toThrow(/^SEALING_KEYS: .*production/);
});
