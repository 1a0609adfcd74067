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
  DATABASE_URL: 'postgres://sunbeon:secret@postgres:5432/sunbeon',
  REDIS_URL: 'redis://redis:6379',
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

test('a secret that was not filled in is named', () => {
  const missing = { ...told('worker', join(deployDir, 'settings.env')), DATABASE_URL: '' };
  expect(() => workerConfig(missing)).toThrow(/DATABASE_URL/);
});
