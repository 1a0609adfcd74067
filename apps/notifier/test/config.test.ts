import { expect, test } from '@jest/globals';
import { testKeys } from '@sunbeon/test-kit';
import { envToConfig } from '../src/config.ts';

const env = {
  DATABASE_URL: 'postgresql://localhost/sunbeon',
  SMPP_URL: 'smpp://sunbeon:p%40ss@127.0.0.1:2776',
  SEALING_KEYS: testKeys().SEALING_KEYS,
};

test('the carrier address holds host, port and who we are', () => {
  expect(envToConfig(env).config.carriers[0]?.address).toEqual({
    host: '127.0.0.1',
    port: 2776,
    tls: false,
    systemId: 'sunbeon',
    password: 'p@ss',
    query: 'none',
  });
  const secure = envToConfig({ ...env, SMPP_URL: 'ssmpp://sunbeon:password@carrier.example?query=reference' });
  const [carrier, ...others] = secure.config.carriers;
  expect(carrier?.address).toMatchObject({ host: 'carrier.example', port: 3550, tls: true, query: 'reference' });
  expect(others).toEqual([]);
});

test('a second carrier is another one, and comes second', () => {
  const SMPP_FALLBACK_URL = 'smpp://us:password@second.example';
  const { carriers } = envToConfig({ ...env, SMPP_FALLBACK_URL }).config;
  expect(carriers.map(({ address }) => address.host)).toEqual(['127.0.0.1', 'second.example']);
  expect(() => envToConfig({ ...env, SMPP_FALLBACK_URL: env.SMPP_URL })).toThrow(/^SMPP_FALLBACK_URL: /);
});

test('what is missing or wrong is named', () => {
  expect(() => envToConfig({ ...env, SMPP_URL: 'http://carrier.example' })).toThrow(/^SMPP_URL: /);
  expect(() => envToConfig({ ...env, SMPP_URL: 'smpp://a:b@carrier.example?query=perhaps' })).toThrow(/^SMPP_URL: /);
  expect(() => envToConfig({ ...env, QUIET_HOURS: '9pm' })).toThrow(/^QUIET_HOURS: /);
  expect(() => envToConfig({ ...env, SMS_SENDER: 'SUNBEON' })).toThrow(/^SMS_SENDER: /);
  expect(() => envToConfig({ ...env, SEALING_KEYS: '' })).toThrow(/^SEALING_KEYS: /);
});

test('production refuses development keys', () => {
  expect(() => envToConfig({ ...env, NODE_ENV: 'production' })).toThrow(/^SEALING_KEYS: .*production/);
});
