import { pollAfterMs, type WindowStatus, type WindowView, windowStateAt } from '@sunbeon/core';
import type { LineStatus, PublishedWindow } from '@sunbeon/waiting-room';

/** In the middle of the spread: one status is the same for everyone, so each browser adds its own jitter. */
const NO_JITTER = 0.5;
const NEAR_THE_FRONT_SECONDS = 0;

/** A window as the list shows it, at an instant of the server's clock. */
export function windowView(window: PublishedWindow, serverTimeMs: number): WindowView {
  return {
    id: window.id,
    title: window.title,
    cohort: window.cohort,
    state: windowStateAt(window, serverTimeMs),
    policy: window.policy,
    opensAt: iso(window.opensAtMs),
    closesAt: iso(window.closesAtMs),
    lobbyOpensAt: window.lobbyOpensAtMs === null ? null : iso(window.lobbyOpensAtMs),
    serverTime: iso(serverTimeMs),
  };
}

/** A window and its line as everyone who waits reads it. */
export function windowStatusView(status: LineStatus): WindowStatus {
  return {
    id: status.id,
    state: status.state,
    serving: status.serving,
    issued: status.issued,
    ratePerSecond: Math.round((status.rate?.perSecond ?? 0) * 100) / 100,
    remaining: status.remaining,
    opensAt: iso(status.opensAtMs),
    closesAt: iso(status.closesAtMs),
    serverTime: iso(status.serverTimeMs),
    pollAfterMs: pollAfterMs(status.state === 'open' ? NEAR_THE_FRONT_SECONDS : null, NO_JITTER),
    version: status.version,
  };
}

/** An instant, milliseconds since the epoch, as the contract writes it. */
export function iso(instantMs: number): string {
  return new Date(instantMs).toISOString();
}
