import { createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Keyring, signLoginAttempt } from '@sunbeon/crypto';
import { aPersonKey, type Bench } from '../bench.ts';
import type { Requests } from '../closed-loop.ts';

const PROVIDER = 'bench';
const CLIENT_ID = 'sunbeon';
const KID = 'bench';
const VALID_SECONDS = 600;
const STATE_BYTES = 32;

/** Makes callbacks that a gate accepts: somebody began the login and comes back from the provider. */
export class LoginDesk {
  readonly #privateKey;
  readonly #sessionKeys: Keyring;
  /** What the provider publishes, JWK. */
  readonly publicKey: string;

  constructor(bench: Bench) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    this.#privateKey = privateKey;
    this.#sessionKeys = Keyring.parse(bench.keys.SESSION_KEYS);
    const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
    this.publicKey = JSON.stringify({ ...jwk, kid: KID, use: 'sig', alg: 'RS256' });
  }

  /** What a gate is told of the provider at `issuer`. */
  settings(issuer: string): string {
    const name = { ko: '시험', en: 'Bench' };
    return JSON.stringify([{ id: PROVIDER, name, issuer, clientId: CLIENT_ID, clientSecret: 'secret' }]);
  }

  /** `count` different people come back from the provider at `issuer` to the gate at `origin`; each request is good once. */
  callbacks(count: number, issuer: string, origin: string): Requests {
    return Array.from({ length: count }, () => this.#callback(issuer, origin));
  }

  #callback(issuer: string, origin: string): Buffer {
    const [state, nonce, codeVerifier] = [secret(), secret(), secret()];
    const expiresAtMs = Date.now() + VALID_SECONDS * 1_000;
    const attempt = { provider: PROVIDER, state, nonce, codeVerifier, origin, returnTo: '/', expiresAtMs };
    const cookie = `sunbeon_login_${state.slice(0, 16)}=${signLoginAttempt(this.#sessionKeys, attempt)}`;
    const query = new URLSearchParams({ code: this.#idToken(issuer, nonce), state });
    const head = `GET /v1/identity/callback?${query.toString()} HTTP/1.1\r\nHost: localhost\r\n`;
    return Buffer.from(`${head}Connection: keep-alive\r\nCookie: ${cookie}\r\n\r\n`);
  }

  #idToken(issuer: string, nonce: string): string {
    const person = { ci: aPersonKey(), name: '홍길동', birthdate: '1967-05-01', phone_number: '+821012345678' };
    const now = Math.floor(Date.now() / 1_000);
    const claims = {
      iss: issuer,
      aud: CLIENT_ID,
      sub: 'someone',
      iat: now,
      exp: now + VALID_SECONDS,
      nonce,
      ...person,
    };
    const input = `${segment({ alg: 'RS256', kid: KID })}.${segment(claims)}`;
    return `${input}.${sign('sha256', Buffer.from(input), this.#privateKey).toString('base64url')}`;
  }
}

function segment(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function secret(): string {
  return randomBytes(STATE_BYTES).toString('base64url');
}
