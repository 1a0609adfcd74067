/** How numbers are given: in order of arrival, or by a draw whose seed was committed to beforehand. */
export const policies = ['fifo', 'draw'] as const;
export type Policy = (typeof policies)[number];

export const windowStates = ['scheduled', 'lobby', 'open', 'paused', 'exhausted', 'closed'] as const;
export type WindowState = (typeof windowStates)[number];

/** Everything about a window that decides its state. Instants are milliseconds since the epoch. */
export interface WindowDoor {
  readonly policy: Policy;
  readonly opensAtMs: number;
  readonly closesAtMs: number;
  /** When the lobby opens; only a `draw` has one. */
  readonly lobbyOpensAtMs: number | null;
  readonly paused: boolean;
  /** No dose is left at the moment. */
  readonly exhausted: boolean;
  /** Closed by staff ahead of `closesAtMs`. */
  readonly closed: boolean;
}

/**
 * The state of a window at an instant of the server's clock: the opening itself is included, the closing is not.
 * A paused window that has run out says `paused` until it is resumed, because nobody is called meanwhile.
 */
export function windowStateAt(door: WindowDoor, nowMs: number): WindowState {
  if (door.closed || nowMs >= door.closesAtMs) return 'closed';
  if (nowMs >= door.opensAtMs) {
    if (door.paused) return 'paused';
    return door.exhausted ? 'exhausted' : 'open';
  }
  const inLobby = door.policy === 'draw' && door.lobbyOpensAtMs !== null && nowMs >= door.lobbyOpensAtMs;
  return inLobby ? 'lobby' : 'scheduled';
}
