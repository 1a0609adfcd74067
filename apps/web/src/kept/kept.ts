/* What the browser keeps between pages. A browser that keeps nothing (private mode, full disk) only loses comfort. */

/** A value kept under one name in one of the browser's two stores; `read` gives `null` for anything `isShape` does not know. */
export interface Kept<Value> {
  read(): Value | null;
  write(value: Value): void;
  forget(): void;
}

/** `tab` ends with the tab, `device` stays. */
export function kept<Value>(
  where: 'tab' | 'device',
  name: string,
  isShape: (value: unknown) => value is Value,
): Kept<Value> {
  const key = `sunbeon.${name}`;
  return {
    read: () => {
      try {
        const value: unknown = JSON.parse(storeOf(where).getItem(key) ?? 'null');
        return isShape(value) ? value : null;
      } catch {
        return null;
      }
    },
    write: (value) => quietly(() => storeOf(where).setItem(key, JSON.stringify(value))),
    forget: () => quietly(() => storeOf(where).removeItem(key)),
  };
}

/** Forgets every ticket, pass and draft: whoever uses this device next starts with nothing of the person before. */
export function forgetEverything(): void {
  for (const where of ['tab', 'device'] as const) {
    quietly(() => {
      const store = storeOf(where);
      for (const key of Object.keys(store)) if (key.startsWith('sunbeon.')) store.removeItem(key);
    });
  }
}

function storeOf(where: 'tab' | 'device'): Storage {
  return where === 'tab' ? sessionStorage : localStorage;
}

function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The store is full or forbidden; the page works without it.
  }
}
