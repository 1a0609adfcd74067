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

/** All levers, what is pulled most often first. */
const inOrder: readonly LeverName[] = [
  'pause',
  'resume',
  'pace',
  'notice',
  'noticeDown',
  'agent-seats',
  'move',
  'close',
];

/** What can be done to a window now, and the lever whose form is `open`: a form stays until its reader has ended it. */
export function leversOf(window: Pick<NightWindow, 'state' | 'notice'>, open: LeverName | null): readonly LeverName[] {
  return inOrder.filter((name) => name === open || canBePulled(name, window));
}

function canBePulled(name: LeverName, { state, notice }: Pick<NightWindow, 'state' | 'notice'>): boolean {
  switch (name) {
    case 'notice':
      return true;
    case 'noticeDown':
      return notice !== undefined;
    case 'pause':
      return state !== 'paused' && state !== 'closed';
    case 'resume':
      return state === 'paused';
    case 'pace':
    case 'agent-seats':
    case 'move':
    case 'close':
      return state !== 'closed';
    default:
      return name satisfies never;
  }
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
