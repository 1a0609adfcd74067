import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { StackError } from './stack-error.ts';

const KEY_BYTES = 32;
/** SMPP 3.4 carries at most eight characters. */
const SMPP_PASSWORD_LENGTH = 8;

const secretsSchema = z.object({
  SESSION_KEYS: z.string(),
  TICKET_KEYS: z.string(),
  PASS_KEYS: z.string(),
  SEALING_KEYS: z.string(),
  PERSON_KEY_SECRET: z.string(),
  STAFF_KEY: z.string(),
  SANDBOX_CLIENT_SECRET: z.string(),
  SANDBOX_SMPP_PASSWORD: z.string(),
});

/** The secrets of one stack, by the variable that carries each. */
export type Secrets = Readonly<z.infer<typeof secretsSchema>>;

/** The secrets of a data folder, made at the first start; whoever reads `secrets.json` can do anything to this stack. */
export async function loadSecrets(dataDir: string): Promise<Secrets> {
  const known = await readSecrets(dataDir);
  if (known) return known;
  const secrets = freshSecrets();
  await writeFile(fileIn(dataDir), `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return secrets;
}

/** The secrets of a data folder, or `null` when no stack was started on it yet. */
export async function readSecrets(dataDir: string): Promise<Secrets | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return secretsSchema.parse(JSON.parse(text));
  } catch {
    throw new StackError(`${fileIn(dataDir)} is damaged: restore it, or remove the data folder to begin anew`);
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}

/** Key ids start with `dev`, which production refuses. */
function freshSecrets(): Secrets {
  return {
    SESSION_KEYS: `dev-session-1:${secret()}`,
    TICKET_KEYS: `dev-ticket-1:${secret()}`,
    PASS_KEYS: `dev-pass-1:${secret()}`,
    SEALING_KEYS: `dev-sealing-1:${secret()}`,
    PERSON_KEY_SECRET: secret(),
    STAFF_KEY: secret(),
    SANDBOX_CLIENT_SECRET: secret(),
    SANDBOX_SMPP_PASSWORD: secret().slice(0, SMPP_PASSWORD_LENGTH),
  };
}

function secret(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}
