import { type Lever, leverEffect, type NightWindow } from '@sunbeon/core';

/** A lever as it stands in the list: a lever may be named differently for what it does now. */
export type LeverName = 'pause' | 'resume' | 'pace' | 'notice' | 'noticeDown' | 'agent-seats' | 'move' | 'close';

/** The keys that open levers. */
export const leverKeys: Readonly<Record<LeverName, string>> = {
  pause: 'p',
  resume: 'p',
  pace: 's',
  notice: 'n',
  noticeDown: 'd',
  'agent-seats': 'a',
  move: 'm',
  close: 'c',
};

/** What can be done to a window now, what is done most often first. */
export function leversOf({ state, notice }: Pick<NightWindow, 'state' | 'notice'>): readonly LeverName[] {
  if (state === 'closed') return notice === undefined ? ['notice'] : ['notice', 'noticeDown'];
  return [
    state === 'paused' ? 'resume' : 'pause',
    'pace',
    'notice',
    ...(notice === undefined ? [] : (['noticeDown'] as const)),
    'agent-seats',
    'move',
    'close',
  ];
}

/** The levers that need nothing to be typed. */
export function plainLever(name: LeverName): Lever | null {
  switch (name) {
    case 'pause':
    case 'resume':
    case 'close':
      return { kind: name };
    case 'noticeDown':
      return { kind: 'notice', notice: null };
    case 'pace':
    case 'notice':
    case 'agent-seats':
    case 'move':
      return null;
    default:
      return name satisfies never;
  }
}

/** What a lever that needs nothing to be typed will do; `null` for the others. */
export function plainEffect(name: LeverName, window: NightWindow, nowMs: number) {
  const lever = plainLever(name);
  return lever === null ? null : leverEffect(lever, window, nowMs);
}
