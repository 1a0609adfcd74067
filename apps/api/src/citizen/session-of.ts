import type { Session } from '@sunbeon/crypto';
import { sessionTokenOf } from '@sunbeon/service-kit';
import type { Request } from 'express';
import type { ApiContext } from '../context.ts';

/**
 * The verified person behind a forwarded request: `Authorization: Bearer` first, then the session cookie.
 * @throws {Problem} `login-required` without a session, `session-invalid` with one that does not verify or was ended
 */
export function sessionOf({ sessions }: ApiContext, req: Request): Session {
  return sessions.read(sessionTokenOf(req));
}
