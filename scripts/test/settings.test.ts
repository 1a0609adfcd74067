import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { freePort } from '@sunbeon/embedded';
import { ConfigError, listen } from '@sunbeon/service-kit';
import { openPostgres, openRedis } from '../stack/databases.ts';
import { choosePorts } from '../stack/ports.ts';
import { repositoryRoot } from '../stack/repository.ts';
import { envToSettings } from '../stack/settings.ts';

test('without variables: the ports and the folder of the public contract', () => {
  expect(envToSettings({})).toMatchObject({
    gatePort: 8080,
    gateProcesses: 1,
    staffPort: 8081,
    sandboxPort: 8090,
    dataDir: join(repositoryRoot, '.data'),
    databaseUrl: null,
  });
});

test.each([
  [{ GATE_PORT: 'eighty' }, 'GATE_PORT'],
  [{ DATABASE_URL: 'mysql://localhost' }, 'DATABASE_URL'],
  [{ NODE_ENV: 'production' }, 'NODE_ENV'],
  [{ GATE_PORT: '8081' }, 'STAFF_PORT'],
])('a wrong setting %j names its variable', (env, variable) => {
  expect(() => envToSettings(env)).toThrow(ConfigError);
  expect(() => envToSettings(env)).toThrow(variable);
});

test('a busy port is told in one line that names the variable', async () => {
  await using busy = await listen(() => {}, '127.0.0.1', 0);
  const settings = { ...envToSettings({}), gatePort: busy.port, staffPort: 0, sandboxPort: 0 };
  await expect(choosePorts(settings, null)).rejects.toThrow(
    `port ${busy.port} is in use: end what listens there, or set GATE_PORT to another port`,
  );
});

test('internal ports stay what they were while they are free', async () => {
  const settings = { ...envToSettings({}), gatePort: 0, staffPort: 0, sandboxPort: 0 };
  const first = await choosePorts(settings, null);
  const second = await choosePorts(settings, first);
  expect(second).toMatchObject({ postgres: first.postgres, redis: first.redis, api: first.api });
});

test('databases that do not answer are told in one line that names the variable and hides the password', async () => {
  const port = await freePort();
  const settings = envToSettings({
    DATABASE_URL: `postgresql://me:secret@127.0.0.1:${port}/db`,
    REDIS_URL: `redis://:secret@127.0.0.1:${port}`,
  });
  const ports = await choosePorts({ ...settings, gatePort: 0, staffPort: 0, sandboxPort: 0 }, null);
  await expect(openPostgres(settings, ports, () => {})).rejects.toThrow(
    `no Postgres answers at 127.0.0.1:${port} (ECONNREFUSED): correct DATABASE_URL, or unset it to use the embedded one`,
  );
  await expect(openRedis(settings, ports)).rejects.toThrow(
    `no Redis answers at 127.0.0.1:${port} (ECONNREFUSED): correct REDIS_URL, or unset it to use the embedded one`,
  );
});
