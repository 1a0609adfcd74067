import { randomBytes } from 'node:crypto';

const KEY_BYTES = 32;

export interface TestKeys {
  readonly SESSION_KEYS: string;
  readonly TICKET_KEYS: string;
  readonly PASS_KEYS: string;
  readonly SEALING_KEYS: string;
  readonly PERSON_KEY_SECRET: string;
  readonly STAFF_KEY: string;
  readonly SANDBOX_CLIENT_SECRET: string;
  readonly SANDBOX_SMPP_PASSWORD: string;
}

/** Fresh secrets for every variable that carries one, as the services read them; key ids start with `dev`. */
export function testKeys(): TestKeys {
  return {
    SESSION_KEYS: `dev-session:${secret()}`,
    TICKET_KEYS: `dev-ticket:${secret()}`,
    PASS_KEYS: `dev-pass:${secret()}`,
    SEALING_KEYS: `dev-sealing:${secret()}`,
    PERSON_KEY_SECRET: secret(),
    STAFF_KEY: secret(),
    SANDBOX_CLIENT_SECRET: secret(),
    // SMPP 3.4 carries at most 8 characters.
    SANDBOX_SMPP_PASSWORD: secret().slice(0, 8),
  };
}

function secret(): string {
  return randomBytes(KEY_BYTES).toString('base64url');
}
