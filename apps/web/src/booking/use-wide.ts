import { useSyncExternalStore } from 'react';

const wide = matchMedia('(min-width: 60rem)');

/** Whether there is room for two columns. */
export function useWide(): boolean {
  return useSyncExternalStore(onChange, () => wide.matches);
}

function onChange(listener: () => void): () => void {
  wide.addEventListener('change', listener);
  return () => wide.removeEventListener('change', listener);
}
