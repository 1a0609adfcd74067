import { Problem } from '@sunbeon/core';
import type { Keyring } from './keyring.ts';
import { type Session, verifySession } from './session.ts';

/** Says whether the person has ended all sessions since this one began. */
export type IsEnded = (session: Session) => boolean;

/** Reads sessions the same way wherever one is shown; it asks nobody. */
export class SessionReader {
  readonly #keys: Keyring;
  readonly #isEnded: IsEnded;

  constructor(keys: Keyring, isEnded: IsEnded) {
    this.#keys = keys;
    this.#isEnded = isEnded;
  }

  /** The session in a token, or `null` when there is none that is good. Never throws. */
  find(token: string | null): Session | null {
    const session = token === null ? null : verifySession(this.#keys, token);
    return session === null || this.#isEnded(session) ? null : session;
  }

  /**
   * The session in a token.
   * @throws {Problem} `login-required` without a token, `session-invalid` with one that is not good, or ended
   */
  read(token: string | null): Session {
    if (token === null) throw new Problem('login-required');
    const session = this.find(token);
    if (session === null) throw new Problem('session-invalid');
    return session;
  }
}
