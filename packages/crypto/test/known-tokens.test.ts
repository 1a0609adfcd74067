import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Keyring, KnownTokens, signTicket, type Ticket, verifyTicket } from '../src/index.ts';

const newKey = (kid: string) => `${kid}:${randomBytes(32).toString('base64url')}`;
const [oldKey, freshKey] = [newKey('a'), newKey('b')];
const keys = Keyring.parse(oldKey);
const endMs = 2_000_000_000_000;

function aTicket(number: number): Ticket {
  const person = { personKey: 'p'.repeat(22), sealedContact: 'sealed', language: 'ko' as const };
  return { windowId: 'w-1', number, epoch: 1, ...person, consentId: null, expiresAtMs: endMs };
}

/** What was verified in full, one entry each time. */
function watched(most?: number) {
  const verified: string[] = [];
  const known = new KnownTokens<Ticket>((ring, token, nowMs) => {
    verified.push(token);
    return verifyTicket(ring, token, nowMs);
  }, most);
  return { known, verified };
}

test('a token that is shown again is verified once, and says the same', () => {
  const { known, verified } = watched();
  const token = signTicket(keys, aTicket(7));
  const answers = [1, 2, 3].map(() => known.verify(keys, token, endMs - 1));
  expect(answers).toEqual([aTicket(7), aTicket(7), aTicket(7)]);
  expect(verified).toHaveLength(1);
});

test('it ends at the second it names, however often it was accepted before', () => {
  const { known } = watched();
  const token = signTicket(keys, aTicket(7));
  expect(known.verify(keys, token, endMs - 1)).not.toBeNull();
  expect(known.verify(keys, token, endMs)).toBeNull();
  expect(known.verify(keys, token, endMs + 3_600_000)).toBeNull();
});

test('with its key retired it is accepted no more, and with a key added it still is', () => {
  const { known } = watched();
  const token = signTicket(keys, aTicket(7));
  expect(known.verify(keys, token, 0)).not.toBeNull();
  expect(known.verify(Keyring.parse(freshKey), token, 0)).toBeNull();
  expect(known.verify(Keyring.parse(`${freshKey},${oldKey}`), token, 0)).toEqual(aTicket(7));
  expect(known.verify(Keyring.parse(newKey('a')), token, 0)).toBeNull();
});

test('a token that differs in one letter anywhere is another one', () => {
  const { known } = watched();
  const token = signTicket(keys, aTicket(7));
  expect(known.verify(keys, token, 0)).not.toBeNull();
  for (let at = 0; at < token.length; at += 1) {
    const other = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    expect([at, known.verify(keys, other, 0)]).toEqual([at, verifyTicket(keys, other, 0)]);
  }
  for (const other of [token.slice(0, -1), `${token}A`, `${token} `, ` ${token}`, `${token}\n`]) {
    expect(known.verify(keys, other, 0)).toBeNull();
  }
});

test('what was refused is not remembered', () => {
  const { known, verified } = watched();
  for (const token of ['', 'no token', '..', 'A'.repeat(1_048_576)]) {
    expect(known.verify(keys, token, 0)).toBeNull();
    expect(known.verify(keys, token, 0)).toBeNull();
  }
  // The last is too long to be looked at.
  expect(verified).toHaveLength(6);
});

test('of more tokens than it may remember those shown last stay known', () => {
  const { known, verified } = watched(8);
  const tokens = Array.from({ length: 40 }, (_, n) => signTicket(keys, aTicket(n + 1)));
  const [faithful = ''] = tokens;
  for (const token of tokens) {
    known.verify(keys, token, 0);
    known.verify(keys, faithful, 0);
  }
  expect(verified).toHaveLength(tokens.length);
  known.verify(keys, tokens[1] ?? '', 0);
  known.verify(keys, tokens.at(-1) ?? '', 0);
  expect(verified).toHaveLength(tokens.length + 1);
});

test('a number beyond what a line can give is on no ticket', () => {
  expect(verifyTicket(keys, signTicket(keys, aTicket(2 ** 32 - 1)), 0)).not.toBeNull();
  expect(verifyTicket(keys, signTicket(keys, aTicket(2 ** 32)), 0)).toBeNull();
});
