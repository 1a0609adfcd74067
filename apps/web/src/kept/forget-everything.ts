import { KEPT_PREFIX, quietly, storeOf } from './kept.ts';

/** Forgets every ticket, pass and draft: whoever uses this device next starts with nothing of the person before. */
export function forgetEverything(): void {
  for (const where of ['tab', 'device'] as const) {
    quietly(() => {
      const store = storeOf(where);
      for (const key of Object.keys(store)) if (key.startsWith(KEPT_PREFIX)) store.removeItem(key);
    });
  }
}
