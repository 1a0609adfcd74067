import { randomBytes, randomUUID } from 'node:crypto';
import type { StaffLogin, StaffMember } from '@sunbeon/core';
import { signStaffDevice } from '@sunbeon/crypto';
import { type NewStaffSession, noteAudit } from '@sunbeon/store';
import type { Request, Response } from 'express';
import type { ApiContext } from '../../context.ts';
import { DEVICE_COOKIE, digestOf, STAFF_COOKIE, staffCookieOptions } from '../staff-credentials.ts';
import { deviceOf } from './login-attempts.ts';

const TOKEN_BYTES = 32;
/** A shift and the hand-over: a session ends then, used or not. */
const SESSION_MS = 12 * 3_600_000;
/** A device is known for so long after the last login from it. */
const DEVICE_MS = 180 * 86_400_000;
const MAX_AGENT_LENGTH = 200;

/** A session that is about to be opened: the token for its member, and what is kept of it. */
export interface DrawnSession {
  readonly token: string;
  readonly kept: NewStaffSession;
}

/** Draws the token of a session nobody can guess. */
export function drawSession(req: Request, staffId: string): DrawnSession {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const agent = (req.headers['user-agent'] ?? '').slice(0, MAX_AGENT_LENGTH);
  const expiresAt = new Date(Date.now() + SESSION_MS);
  return { token, kept: { id: randomUUID(), staffId, tokenDigest: digestOf(token), agent, expiresAt } };
}

/** Puts into the audit trail that somebody came in. */
export async function noteLogin(
  { store }: ApiContext,
  { login, role }: StaffMember,
  action: 'staff.log-in' | 'staff.accept',
): Promise<void> {
  const actor = { kind: role === 'agent' ? 'agent' : 'staff', id: login } as const;
  await noteAudit(store, { actor, action, subject: `staff:${login}`, details: {} });
}

/** Answers a login with its token, as a cookie too, and makes the device a known one. */
export function answerLogin(
  { config, sessionKeys }: ApiContext,
  req: Request,
  res: Response,
  { token, kept }: DrawnSession,
  member: StaffMember,
): void {
  const { login } = member;
  const deviceUntil = new Date(Date.now() + DEVICE_MS);
  const id = deviceOf(sessionKeys, req, login)?.id ?? randomUUID();
  const device = signStaffDevice(sessionKeys, { id, login, expiresAtMs: deviceUntil.getTime() });
  res.cookie(STAFF_COOKIE, token, staffCookieOptions(config.production, kept.expiresAt));
  res.cookie(DEVICE_COOKIE, device, staffCookieOptions(config.production, deviceUntil));
  const body: StaffLogin = { token, expiresAt: kept.expiresAt.toISOString(), member };
  res.status(201).set('Cache-Control', 'no-store').json(body);
}
