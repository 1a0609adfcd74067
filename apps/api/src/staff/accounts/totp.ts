import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Sunbeon';
const SECRET_BYTES = 20;
const PERIOD_SECONDS = 30;
/** Steps a phone's clock may be off, either way. */
const DRIFT = 1;

/** A secret for an authenticator app, base 32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** The secret as an authenticator app takes it in, by a picture or a link. */
export function totpUri(login: string, secret: string): string {
  return totpOf(secret, login).toString();
}

/**
 * The time step a code belongs to (RFC 6238); `null` for a wrong one. A code is good for its step and the ones beside it,
 * and for one login: whoever takes it notes the step.
 */
export function stepOfCode(secret: string, code: string, nowMs = Date.now()): number | null {
  const totp = totpOf(secret);
  const delta = totp.validate({ token: code, timestamp: nowMs, window: DRIFT });
  return delta === null ? null : totp.counter({ timestamp: nowMs }) + delta;
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: ISSUER, label, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret });
}
