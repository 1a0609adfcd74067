import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { envToConfig as apiConfig } from '@sunbeon/api';
import { envToConfig as gateConfig } from '@sunbeon/gate';
import { envToConfig as notifierConfig } from '@sunbeon/notifier';
import { envToConfig as workerConfig } from '@sunbeon/worker';
import { deployDir } from './manifests.ts';

const parts = { gate: gateConfig, api: apiConfig, worker: workerConfig, notifier: notifierConfig };
const partNames = ['gate', 'api', 'worker', 'notifier'] as const;

/** What only an installation knows, and has to fill in. */
const FILLED: Readonly<Record<string, string>> = {
  SMPP_URL: 'smpp://sunbeon:secret@carrier:2775',
  IDENTITY_PROVIDERS: '[]',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sunbeon-secrets-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function makeSecrets() {
  return spawnSync(process.execPath, [join(deployDir, 'make-secrets.mjs'), folder], { encoding: 'utf8' });
}

function variablesIn(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8').split('\n');
  return Object.fromEntries(
    lines.flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 || line.startsWith('#') ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}

/** What a part is told, by the settings everybody is told and the secrets of its own. */
function told(part: string, settings: string): Record<string, string> {
  const secrets = variablesIn(join(folder, `${part}.env`));
  const filled = Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [name, value || (FILLED[name] ?? '')]),
  );
  return { NODE_ENV: 'production', HOST: '0.0.0.0', API_URL: 'http://api:8082', ...variablesIn(settings), ...filled };
}

test('the secrets are made once, for nobody else to read, and never over others', () => {
  expect(makeSecrets().status).toBe(0);
  for (const part of partNames) expect(statSync(join(folder, `${part}.env`)).mode % 0o1000).toBe(0o600);
  const before = readFileSync(join(folder, 'gate.env'), 'utf8');
  expect(makeSecrets()).toMatchObject({ status: 1, stderr: expect.stringContaining('stays as it is') });
  expect(readFileSync(join(folder, 'gate.env'), 'utf8')).toBe(before);
});

const settingsFiles = ['settings.env', 'kubernetes/base/settings.env'];

test.each(partNames.flatMap((part) => settingsFiles.map((file) => [part, file] as const)))(
  'the %s takes what %s and its secrets say, in production',
  (part, file) => {
    expect(() => parts[part](told(part, join(deployDir, file)))).not.toThrow();
  },
);

test('what was not filled in is named', () => {
  const missing = { ...told('notifier', join(deployDir, 'settings.env')), SMPP_URL: '' };
  expect(() => notifierConfig(missing)).toThrow(/SMPP_URL/);
});

test('services log in to Postgres as somebody who owns nothing, with the password the migration gives them', () => {
  const { DATABASE_URL: owner = '', SERVICE_DATABASE_PASSWORD: password } = variablesIn(join(folder, 'migrate.env'));
  expect(new URL(owner).password).toBe(readFileSync(join(folder, 'postgres_password'), 'utf8'));
  for (const part of ['api', 'worker', 'notifier']) {
    const { DATABASE_URL: service = '' } = variablesIn(join(folder, `${part}.env`));
    expect(new URL(service)).toMatchObject({ username: 'sunbeon_service', password, host: new URL(owner).host });
  }
});
