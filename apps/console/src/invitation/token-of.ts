/** The invitation an address carries behind its hash; empty without one. */
export function tokenOf(hash: string): string {
  try {
    return decodeURIComponent(hash.replace(/^#/, ''));
  } catch {
    return '';
  }
}

/** The invitation in what somebody pasted: itself, or the whole address it came in. */
export function tokenIn(pasted: string): string {
  const text = pasted.trim();
  const hash = text.indexOf('#');
  return hash === -1 ? text : tokenOf(text.slice(hash));
}
