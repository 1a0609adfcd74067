import {
  type DrawView,
  pollAfterMs,
  type WindowState,
  type WindowStatus,
  type WindowView,
  windowNews,
  windowStateAt,
} from '@sunbeon/core';
import type { LineStatus, LobbyDrawn, PublishedWindow } from '@sunbeon/waiting-room';

/** In the middle of the spread: one status is the same for everyone, so each browser adds its own jitter. */
const NO_JITTER = 0.5;
const NEAR_THE_FRONT = { low: 0 };

/** A window as the list shows it, at an instant of the server's clock; `drawn` once its lobby was drawn. */
export function windowView(window: PublishedWindow, drawn: LobbyDrawn | null, serverTimeMs: number): WindowView {
  const state = windowStateAt(window, serverTimeMs);
  return {
    id: window.id,
    title: window.title,
    cohort: window.cohort,
    requiresRoll: window.requiresRoll,
    ...(window.secondDoseAfterDays === null ? {} : { secondDoseAfterDays: window.secondDoseAfterDays }),
    state,
    policy: window.policy,
    opensAt: iso(window.opensAtMs),
    closesAt: iso(window.closesAtMs),
    lobbyOpensAt: window.lobbyOpensAtMs === null ? null : iso(window.lobbyOpensAtMs),
    draw: window.commitment === null ? null : drawView(window.id, window.commitment, drawn, state),
    ...windowNews(window, state === 'paused'),
    serverTime: iso(serverTimeMs),
  };
}

function drawView(id: string, commitment: string, drawn: LobbyDrawn | null, state: WindowState): DrawView {
  const entriesUrl = state === 'closed' ? `/v1/windows/${id}/draw` : null;
  return { commitment, seed: drawn?.seed ?? null, entriesUrl };
}

/** A window and its line as everyone who waits reads it. */
export function windowStatusView(status: LineStatus): WindowStatus {
  return {
    id: status.id,
    state: status.state,
    serving: status.serving,
    issued: status.issued,
    ratePerSecond: significant(status.rate?.perSecond ?? 0),
    rateDeviation: significant(status.rate?.deviation ?? 0),
    headStart: Math.round(status.rate?.headStart ?? 0),
    mostPerSecond: significant(status.rate?.mostPerSecond ?? 0),
    remaining: status.remaining,
    opensAt: iso(status.opensAtMs),
    closesAt: iso(status.closesAtMs),
    serverTime: iso(status.serverTimeMs),
    pollAfterMs: pollAfterMs(status.state === 'open' ? NEAR_THE_FRONT : null, NO_JITTER),
    version: status.version,
    epoch: status.epoch,
    skips: status.skips.map(([above, upTo]) => [above, upTo]),
    ...windowNews(status, status.state === 'paused'),
  };
}

const SIGNIFICANT_DIGITS = 4;

/** Few digits keep the body small; decimals would turn a slow line's rate into nothing. */
function significant(value: number): number {
  return Number(value.toPrecision(SIGNIFICANT_DIGITS));
}

/** An instant, milliseconds since the epoch, as the contract writes it. */
export function iso(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
