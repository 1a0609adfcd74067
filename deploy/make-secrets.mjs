#!/usr/bin/env node
// Makes fresh secrets for an installation: `node deploy/make-secrets.mjs FOLDER` writes one file of variables for each
// part, each with what that part needs and no more. What only you know (the carrier, identity providers) is
// left to be filled in.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write('make-secrets: say into which folder\n');
  process.exit(64);
}

const secret = () => randomBytes(32).toString('base64url');
const keys = (kid) => `${kid}:${secret()}`;
const made = {
  SESSION_KEYS: keys('s1'),
  TICKET_KEYS: keys('t1'),
  PASS_KEYS: keys('p1'),
  SEALING_KEYS: keys('c1'),
  PERSON_KEY_SECRET: secret(),
  STAFF_KEY: secret(),
  SERVICE_DATABASE_PASSWORD: secret(),
};
const ownerPassword = secret();
// Where compose has them; an installation with databases of its own writes its own addresses here.
const owner = `postgres://sunbeon_owner:${ownerPassword}@postgres:5432/sunbeon`;
const service = `postgres://sunbeon_service:${made.SERVICE_DATABASE_PASSWORD}@postgres:5432/sunbeon`;
const redis = 'redis://redis:6379';
const only = (...names) => Object.fromEntries(names.map((name) => [name, made[name]]));
const parts = {
  gate: {
    ...only('SESSION_KEYS', 'TICKET_KEYS', 'PASS_KEYS', 'SEALING_KEYS', 'PERSON_KEY_SECRET'),
    REDIS_URL: redis,
    IDENTITY_PROVIDERS: '',
  },
  api: {
    ...only('SESSION_KEYS', 'SEALING_KEYS', 'PERSON_KEY_SECRET', 'STAFF_KEY'),
    DATABASE_URL: service,
    REDIS_URL: redis,
  },
  worker: { DATABASE_URL: service, REDIS_URL: redis },
  notifier: { ...only('SEALING_KEYS'), DATABASE_URL: service, SMPP_URL: '', SMPP_FALLBACK_URL: '' },
  // The owner of the tables: nobody else may change what they look like.
  migrate: { ...only('SERVICE_DATABASE_PASSWORD'), DATABASE_URL: owner },
};
const files = {
  ...Object.fromEntries(
    Object.entries(parts).map(([part, variables]) => [
      `${part}.env`,
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}\n`)
        .join(''),
    ]),
  ),
  postgres_password: ownerPassword,
};

mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const [file, text] of Object.entries(files)) {
  try {
    writeFileSync(join(folder, file), text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    process.stderr.write(`make-secrets: ${join(folder, file)} is there already and stays as it is\n`);
    process.exitCode = 1;
    break;
  }
}
