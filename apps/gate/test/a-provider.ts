import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

export type Claims = Readonly<Record<string, unknown>>;

/** What a provider does wrong at the moment; nothing, unless told. */
export interface Misbehaviour {
  /** The claims of the ID token, from the right ones. */
  readonly claims?: (right: Claims) => Claims;
  /** The ID token from its claims; '' for none. */
  readonly sign?: (claims: Claims) => string;
  /** What the userinfo endpoint says beyond `sub`. */
  readonly userInfo?: Claims;
  /** The token endpoint takes any verifier. */
  readonly forgetsPkce?: boolean;
  /** The token endpoint takes a code again. */
  readonly forgetsUsedCodes?: boolean;
  /** Every request is answered with it. */
  readonly status?: number;
  readonly hangs?: boolean;
  readonly delayMs?: number;
  /** What the token endpoint answers instead of tokens. */
  readonly tokenAnswer?: { readonly type: string; readonly body: string };
}

interface Said {
  readonly status: number;
  readonly body: unknown;
}

const CLIENT_ID = 'sunbeon';
const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OpenID provider of a few lines that can do everything wrong. */
export class TestProvider implements AsyncDisposable {
  readonly clientSecret = randomBytes(16).toString('hex');
  readonly kid = randomBytes(4).toString('hex');
  readonly keys = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  misbehaves: Misbehaviour = {};
  /** Requests taken, and those in the middle of being answered. */
  requests = 0;
  underWay = 0;
  readonly issuer: string;
  readonly #server: Server;
  readonly #codes = new Map<string, { readonly nonce: string; readonly challenge: string }>();
  readonly #used = new Set<string>();

  constructor(server: Server, port: number) {
    this.#server = server;
    this.issuer = `http://127.0.0.1:${port}`;
    server.on('request', (req, res) => void this.#handle(req, res));
  }

  /** An entry of `IDENTITY_PROVIDERS`. */
  settings(overrides: object = {}): object {
    const { issuer, clientSecret } = this;
    return { id: 'test', name: { ko: '시험', en: 'Test' }, issuer, clientId: CLIENT_ID, clientSecret, ...overrides };
  }

  /** What the person does at the provider: the query they come back to the callback with. */
  authorize(url: string, change: Readonly<Record<string, string | null>> = {}): string {
    const asked = new URL(url).searchParams;
    const code = randomBytes(8).toString('hex');
    this.#codes.set(code, { nonce: asked.get('nonce') ?? '', challenge: asked.get('code_challenge') ?? '' });
    const query = new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer });
    for (const [name, value] of Object.entries(change)) {
      if (value === null) query.delete(name);
      else query.set(name, value);
    }
    return query.toString();
  }

  /** A token with any header, signed as the provider signs unless another key is given. */
  readonly signed = (claims: Claims, header: Claims = {}, key: KeyObject = this.keys.privateKey): string => {
    const input = `${segment({ alg: 'RS256', kid: this.kid, ...header })}.${segment(claims)}`;
    const digest = header['alg'] === 'RS384' ? 'sha384' : 'sha256';
    return `${input}.${sign(digest, Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    this.requests += 1;
    this.underWay += 1;
    res.once('close', () => {
      this.underWay -= 1;
    });
    const body = await text(req).catch(() => '');
    const { hangs, status, delayMs = 0, tokenAnswer } = this.misbehaves;
    if (hangs) return;
    await delay(delayMs);
    if (status !== undefined) res.writeHead(status).end();
    else if (tokenAnswer !== undefined && req.url === '/token')
      res.writeHead(200, { 'Content-Type': tokenAnswer.type }).end(tokenAnswer.body);
    else say(res, this.#answer(req.url ?? '', body));
  }

  #answer(path: string, body: string): Said {
    switch (path) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: this.#discovery() };
      case '/jwks':
        return { status: 200, body: { keys: [{ ...this.keys.publicKey.export({ format: 'jwk' }), kid: this.kid }] } };
      case '/me':
        return { status: 200, body: { sub: 'someone', ...this.misbehaves.userInfo } };
      default:
        return this.#tokens(new URLSearchParams(body));
    }
  }

  #discovery(): object {
    const at = (name: string) => `${this.issuer}/${name}`;
    return {
      issuer: this.issuer,
      authorization_endpoint: at('auth'),
      token_endpoint: at('token'),
      userinfo_endpoint: at('me'),
      jwks_uri: at('jwks'),
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256', 'RS384', 'ES256', 'HS256', 'none'],
      authorization_response_iss_parameter_supported: true,
    };
  }

  #tokens(asked: URLSearchParams): Said {
    const { claims = (right: Claims) => right, sign: signIt = this.signed, ...wrong } = this.misbehaves;
    const code = asked.get('code') ?? '';
    const known = this.#codes.get(code);
    const challenge = createHash('sha256').update(asked.get('code_verifier') ?? '');
    const isFresh = wrong.forgetsUsedCodes === true || !this.#used.has(code);
    const isProven = wrong.forgetsPkce === true || challenge.digest('base64url') === known?.challenge;
    this.#used.add(code);
    if (known === undefined || !isFresh || !isProven) return { status: 400, body: { error: 'invalid_grant' } };
    const token = signIt(claims(this.#rightClaims(known.nonce)));
    const idToken = token === '' ? {} : { id_token: token };
    return { status: 200, body: { access_token: 'access', token_type: 'bearer', ...idToken } };
  }

  #rightClaims(nonce: string): Claims {
    const now = Math.floor(Date.now() / 1_000);
    const person = {
      ci: 'the ci of someone',
      name: '김순번',
      birthdate: '1967-05-01',
      phone_number: '+82 10-1234-5678',
    };
    const token = { iss: this.issuer, aud: CLIENT_ID, sub: 'someone', iat: now, exp: now + 300, nonce };
    return { ...token, auth_time: now - 5, acr: 'good', ...person };
  }
}

/** A provider on a free port. */
export async function aProvider(): Promise<TestProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not listening on a TCP port');
  return new TestProvider(server, address.port);
}

function say(res: ServerResponse, { status, body }: Said): void {
  res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** A token signed with a shared secret: as if the provider's public key, or the client's secret, were one. */
export function signedWithSecret(claims: Claims, secret: string | Buffer): string {
  const input = `${segment({ alg: 'HS256' })}.${segment(claims)}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** A token nobody signed. */
export function unsigned(claims: Claims): string {
  return `${segment({ alg: 'none' })}.${segment(claims)}.`;
}
