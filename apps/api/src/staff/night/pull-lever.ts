import { type Lever, type LeverEffect, leverEffect } from '@sunbeon/core';
import { changeWindow, type WindowRecord } from '@sunbeon/store';
import type { Request } from 'express';
import type { ApiContext } from '../../context.ts';
import { publishWindow } from '../publish-window.ts';
import { actorOf } from '../staff-of.ts';
import { leverFacts } from './night-line.ts';

/**
 * Changes a window as staff asked and tells every gate; the audit entry keeps what the change was to do by then.
 * @throws {Problem} as `changeWindow`
 */
export async function pullLever(
  context: ApiContext,
  req: Request,
  windowId: string,
  lever: Lever,
): Promise<WindowRecord> {
  const effect = await effectNow(context, windowId, lever);
  const window = await changeWindow(context.store, windowId, lever, actorOf(req), effect === null ? {} : { effect });
  await publishWindow(context, window);
  return window;
}

/** What a lever will do as the line stands now; `null` when nobody can say: that keeps nobody from pulling it. */
export async function effectNow(
  { night, logger }: ApiContext,
  windowId: string,
  lever: Lever,
): Promise<LeverEffect | null> {
  try {
    const status = await night.read(windowId);
    return status === null ? null : leverEffect(lever, leverFacts(status), status.serverTimeMs);
  } catch (error) {
    logger.warn({ err: error, windowId }, 'a lever is pulled without knowing how the line stands');
    return null;
  }
}
