import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { isCivilDate } from '@sunbeon/core';
import { beginSession, Keyring, renewedSession, type Session, signSession, verifySession } from '../src/index.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const lifetime = { idleMs: 24 * HOUR_MS, sinceVerificationMs: 7 * DAY_MS };
/** A whole second, as tokens keep time. */
const nowMs = Math.floor(Date.now() / 1_000) * 1_000;

function aSession(verifiedAtMs: number): Session {
  const birthDate = '1967-05-01';
  if (!isCivilDate(birthDate)) throw new Error('not a date');
  const person = { personKey: 'p'.repeat(22), birthDate, sealedContact: 'sealed', provider: 'synthetic' };
  return beginSession({ ...person, verifiedAtMs }, lifetime, nowMs);
}

test('a session says since when it is, who vouched and when; each is another one', () => {
  const keys = Keyring.parse(`k1:${randomBytes(32).toString('base64url')}`);
  const session = aSession(nowMs - HOUR_MS);
  expect(verifySession(keys, signSession(keys, session), nowMs)).toEqual({
    ...session,
    provider: 'synthetic',
    issuedAtMs: nowMs,
    verifiedAtMs: nowMs - HOUR_MS,
    expiresAtMs: nowMs + DAY_MS,
  });
  expect(aSession(nowMs).id).not.toBe(session.id);
});

test('one that is used lives on, as the same session; one just begun needs nothing', () => {
  const session = aSession(nowMs);
  expect(renewedSession(session, lifetime, nowMs + 11 * HOUR_MS)).toBeNull();
  const renewed = renewedSession(session, lifetime, nowMs + 13 * HOUR_MS);
  expect(renewed).toEqual({ ...session, expiresAtMs: nowMs + 37 * HOUR_MS });
});

test('no renewal goes beyond the verification, and none is made for nothing', () => {
  const session = aSession(nowMs - 6 * DAY_MS - 12 * HOUR_MS);
  expect(session.expiresAtMs).toBe(nowMs + 12 * HOUR_MS);
  expect(renewedSession(session, lifetime, nowMs + 11 * HOUR_MS)).toBeNull();
});
