#!/usr/bin/env node
// Makes fresh secrets for an installation: `node deploy/make-secrets.mjs FOLDER` writes one file of variables for each
// part, each with what that part needs and no more. What only you know (addresses with passwords) is left to be filled in.
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
};
const parts = {
  gate: {
    made: ['SESSION_KEYS', 'TICKET_KEYS', 'PASS_KEYS', 'SEALING_KEYS', 'PERSON_KEY_SECRET'],
    toFill: ['REDIS_URL', 'IDENTITY_PROVIDERS'],
  },
  api: {
    made: ['SESSION_KEYS', 'SEALING_KEYS', 'PERSON_KEY_SECRET', 'STAFF_KEY'],
    toFill: ['DATABASE_URL', 'REDIS_URL'],
  },
  worker: { made: [], toFill: ['DATABASE_URL', 'REDIS_URL'] },
  notifier: { made: ['SEALING_KEYS'], toFill: ['DATABASE_URL', 'SMPP_URL', 'SMPP_FALLBACK_URL'] },
  // The owner of the tables: nobody else may change what they look like.
  migrate: { made: [], toFill: ['DATABASE_URL'] },
};

mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const [part, { made: names, toFill: open }] of Object.entries(parts)) {
  const lines = [...names.map((name) => `${name}=${made[name]}`), ...open.map((name) => `${name}=`)];
  try {
    writeFileSync(join(folder, `${part}.env`), `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    process.stderr.write(`make-secrets: ${join(folder, part)}.env is there already and stays as it is\n`);
    process.exitCode = 1;
    break;
  }
}
