import { Problem } from '@sunbeon/core';
import { blindIndexOf, type Keyring, type StaffDevice, verifyStaffDevice } from '@sunbeon/crypto';
import { countAttempt, uncountAttempt } from '@sunbeon/store';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';
import { cookieOf, DEVICE_COOKIE } from '../staff-credentials.ts';

/** Guesses at one login from devices that are not known, all of them together; and from each known one. */
const LIMIT = { most: 5, withinMs: 15 * 60_000 };

/** The device a request comes from, when this login was logged in from it before. */
export function deviceOf(keys: Keyring, req: Request, login: string): StaffDevice | null {
  const token = cookieOf(req, DEVICE_COOKIE);
  const device = token === null ? null : verifyStaffDevice(keys, token);
  return device?.login === login ? device : null;
}

/**
 * Counts an attempt before it is made. Devices the login is not known from share one count, so that a login cannot be
 * guessed; a known device has its own, so that whoever uses up the other keeps nobody from their work.
 * @returns the key it was counted under
 * @throws {Problem} `staff-login-locked`, the same for logins nobody has
 */
export async function countLogin(context: ApiContext, req: Request, login: string): Promise<string> {
  const { store, sessionKeys } = context;
  const device = deviceOf(sessionKeys, req, login);
  const key = device === null ? unknownDevicesKey(context, login) : `device:${device.id}`;
  const { allowed, beginsAnewMs } = await countAttempt(store, key, LIMIT);
  if (!allowed) throw new Problem('staff-login-locked', {}, Math.ceil(beginsAnewMs / 1_000));
  return key;
}

/** A login that succeeded was no guess. */
export function uncountLogin({ store }: ApiContext, key: string): Promise<void> {
  return uncountAttempt(store, key);
}

/** What attempts from devices that are not known are counted under. */
export function unknownDevicesKey({ config }: ApiContext, login: string): string {
  return `login:${blindIndexOf(config.personSecret, login, 'staff-login')}`;
}
