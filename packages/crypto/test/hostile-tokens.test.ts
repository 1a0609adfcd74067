import { createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isCivilDate } from '@sunbeon/core';
import jwt from 'jsonwebtoken';
import {
  Keyring,
  signAssistedPass,
  signLoginAttempt,
  signPass,
  signSession,
  signStaffDevice,
  signTicket,
  verifyAssistedPass,
  verifyLoginAttempt,
  verifyPass,
  verifySession,
  verifyStaffDevice,
  verifyTicket,
} from '../src/index.ts';

const secret = randomBytes(32);
const keys = Keyring.parse(`k1:${secret.toString('base64url')}`);
const stranger = Keyring.parse(`k1:${randomBytes(32).toString('base64url')}`);
const nowMs = Date.now();
const personKey = 'p'.repeat(22);
const birthDate = '1967-05-01';
if (!isCivilDate(birthDate)) throw new Error('not a date');

const origin = { id: 's'.repeat(22), provider: 'synthetic', issuedAtMs: nowMs, verifiedAtMs: nowMs };
const session = { ...origin, personKey, birthDate, sealedContact: 'sealed', expiresAtMs: nowMs + 3_600_000 };
const pass = {
  windowId: 'w-1',
  number: 7,
  personKey,
  sealedContact: 'sealed',
  language: 'ko' as const,
  expiresAtMs: nowMs + 600_000,
};
const ticket = { ...pass, epoch: 0 };

const claims = { ...origin, personKey, birthDate, sealedContact: 'sealed' };
const good = { algorithm: 'HS256', keyid: 'k1', issuer: 'sunbeon', audience: 'session', expiresIn: 3_600 } as const;

const segment = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token with any header at all, correctly signed with the real key: only the header is hostile. */
function signedWithHeader(header: object): string {
  const body = segment({ ...claims, iss: 'sunbeon', aud: 'session', exp: Math.floor(nowMs / 1_000) + 3_600 });
  const input = `${segment(header)}.${body}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

function edited(token: string, change: Record<string, unknown>): string {
  const [header, payload = '', signature] = token.split('.');
  const body: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return [header, segment(Object.assign({}, body, change)), signature].join('.');
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const ownKey = { kty: 'oct', k: randomBytes(32).toString('base64url') };

const hostile: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['no token', 'not a token'],
  ['two dots', '..'],
  ['broken header', `!!!.${segment(claims)}.x`],
  ['header that is no object', `${segment('HS256')}.${segment(claims)}.x`],
  ['alg none, unsigned', `${segment({ alg: 'none', kid: 'k1' })}.${segment({ ...claims, exp: 9e9 })}.`],
  ['alg none, signed', signedWithHeader({ alg: 'none', typ: 'JWT', kid: 'k1' })],
  ['alg nOnE', signedWithHeader({ alg: 'nOnE', typ: 'JWT', kid: 'k1' })],
  ['another HMAC', jwt.sign(claims, secret, { ...good, algorithm: 'HS512' })],
  ['RS256', jwt.sign(claims, rsa.privateKey, { ...good, algorithm: 'RS256' })],
  ['HS256 keyed with a public key', jwt.sign(claims, rsa.publicKey.export({ format: 'der', type: 'spki' }), good)],
  ['unknown key', signSession(stranger, session)],
  ['unknown kid', jwt.sign(claims, secret, { ...good, keyid: 'k2' })],
  ['no kid', signedWithHeader({ alg: 'HS256', typ: 'JWT' })],
  ['kid that is a path', signedWithHeader({ alg: 'HS256', kid: '../../../dev/null' })],
  ['kid that is SQL', signedWithHeader({ alg: 'HS256', kid: "' OR 1=1 --" })],
  ['kid from the prototype', signedWithHeader({ alg: 'HS256', kid: '__proto__' })],
  ['kid that is a list', signedWithHeader({ alg: 'HS256', kid: ['k1'] })],
  ['jku header', signedWithHeader({ alg: 'HS256', kid: 'k1', jku: 'https://evil.example/keys' })],
  ['x5u header', signedWithHeader({ alg: 'HS256', kid: 'k1', x5u: 'https://evil.example/cert' })],
  ['jwk header', signedWithHeader({ alg: 'HS256', kid: 'k1', jwk: ownKey })],
  ['crit header', signedWithHeader({ alg: 'HS256', kid: 'k1', crit: ['b64'], b64: false })],
  ['wrong audience', jwt.sign(claims, secret, { ...good, audience: 'staff' })],
  ['no audience', jwt.sign(claims, secret, { ...good, audience: [] })],
  ['wrong issuer', jwt.sign(claims, secret, { ...good, issuer: 'someone' })],
  ['expired', signSession(keys, { ...session, expiresAtMs: nowMs - 1_000 })],
  ['not valid yet', jwt.sign(claims, secret, { ...good, notBefore: 600 })],
  [
    'without an end',
    jwt.sign(claims, secret, { algorithm: 'HS256', keyid: 'k1', issuer: 'sunbeon', audience: 'session' }),
  ],
  ['edited payload', edited(signSession(keys, session), { birthDate: '1970-01-01' })],
  ['cut signature', signSession(keys, session).slice(0, -1)],
  ['trailing text', `${signSession(keys, session)}\n`],
  ['a claim missing', jwt.sign({ personKey }, secret, good)],
  ['a claim of the wrong type', jwt.sign({ ...claims, personKey: ['x'] }, secret, good)],
  ['payload that is a list', jwt.sign('[]', secret, { algorithm: 'HS256', keyid: 'k1' })],
  ['1 MB', `${signSession(keys, session)}${'A'.repeat(1_048_576)}`],
  ['1 MB of dots', '.'.repeat(1_048_576)],
  ['NUL and surrogates', '\u0000.\ud800.\udfff'],
  ['a ticket', signTicket(keys, ticket)],
  ['a pass', signPass(keys, pass)],
];

test.each(hostile)('%s is no session', (_name, token) => {
  expect(verifySession(keys, token)).toBeNull();
});

test('another library reads our tokens as we wrote them', () => {
  const token = signSession(keys, session);
  const read = jwt.verify(token, secret, { algorithms: ['HS256'], issuer: 'sunbeon', audience: 'session' });
  expect(read).toMatchObject({ ...claims, exp: Math.floor(session.expiresAtMs / 1_000) });
  expect(jwt.decode(token, { complete: true })?.header).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'k1' });
});

test('the key and header used above make a valid session when nothing is hostile', () => {
  expect(verifySession(keys, jwt.sign(claims, secret, good))).toMatchObject(claims);
  expect(verifySession(keys, signedWithHeader({ alg: 'HS256', typ: 'JWT', kid: 'k1' }))).toMatchObject(claims);
});

test('each kind of token verifies as itself and as nothing else', () => {
  const attempt = {
    provider: 'p',
    state: 's',
    nonce: 'n',
    codeVerifier: 'v',
    origin: 'o',
    returnTo: '/',
    expiresAtMs: nowMs + 60_000,
  };
  const tokens = [
    signSession(keys, session),
    signTicket(keys, ticket),
    signPass(keys, pass),
    signLoginAttempt(keys, attempt),
    signAssistedPass(keys, { ...pass, phoneIndex: 'p', seatUntilMs: nowMs + 60_000, staffId: 's' }),
    signStaffDevice(keys, { id: 'd', login: 'kim', expiresAtMs: nowMs + 60_000 }),
  ];
  const kinds = [
    verifySession,
    verifyTicket,
    verifyPass,
    verifyLoginAttempt,
    verifyAssistedPass,
    verifyStaffDevice,
  ] as const;
  const accepted = tokens.map((token) => kinds.map((verify) => verify(keys, token) !== null));
  expect(accepted).toEqual(kinds.map((_kind, own) => kinds.map((_other, asked) => asked === own)));
});

test('an edited number is no ticket', () => {
  expect(verifyTicket(keys, edited(signTicket(keys, ticket), { number: 1 }))).toBeNull();
});

test('a token ends at the second it names, by the clock of the server', () => {
  const expiresAtMs = 1_700_000_000_000;
  const token = signPass(keys, { ...pass, expiresAtMs });
  expect(verifyPass(keys, token, expiresAtMs - 1)).toEqual({ ...pass, consentId: null, expiresAtMs });
  expect(verifyPass(keys, token, expiresAtMs)).toBeNull();
});

test('a ticket and a pass say by which consent they are held; one that says nothing of it is held by the person', () => {
  const consentId = '6b0c3d9e-2f57-4d1c-9a44-1f2f7f1f9a10';
  expect(verifyTicket(keys, signTicket(keys, { ...ticket, consentId }))).toMatchObject({ consentId });
  expect(verifyPass(keys, signPass(keys, { ...pass, consentId }))).toMatchObject({ consentId });
  expect(verifyTicket(keys, signTicket(keys, ticket))).toMatchObject({ consentId: null });
  expect(verifyPass(keys, signPass(keys, pass))).toMatchObject({ consentId: null });
  expect(verifyPass(keys, edited(signPass(keys, { ...pass, consentId }), { consentId: null }))).toBeNull();
});
