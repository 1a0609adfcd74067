import type { StaffWindowState, Translated } from '@sunbeon/core';

/** States of a window, in the words citizens read; a draft is known to staff alone. */
export const windowStateWords: Translated<Readonly<Record<StaffWindowState, string>>> = {
  ko: {
    draft: '초안',
    scheduled: '시작 전',
    lobby: '추첨 대기 중',
    open: '예약 중',
    paused: '잠시 멈춤',
    exhausted: '수량 소진',
    closed: '끝남',
  },
  en: {
    draft: 'draft',
    scheduled: 'scheduled',
    lobby: 'lobby',
    open: 'open',
    paused: 'paused',
    exhausted: 'exhausted',
    closed: 'closed',
  },
};

/** Each state has a shape, too, because colour never speaks alone. */
export const windowStateShapes: Readonly<Record<StaffWindowState, string>> = {
  draft: '◌',
  scheduled: '○',
  lobby: '◔',
  open: '●',
  paused: '❚❚',
  exhausted: '◐',
  closed: '■',
};
