/* A session ends while a page is open: ended elsewhere, idle for too long, or never there. */

const listeners = new Set<() => void>();

/** Calls `listener` whenever the server no longer knows who asks, until the returned function is called. */
export function onSessionEnd(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function tellSessionEnd(): void {
  for (const listener of listeners) listener();
}
