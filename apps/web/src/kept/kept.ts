/* What the browser keeps between pages. A browser that keeps nothing (private mode, full disk) only loses comfort. */

/** Every name we keep something under begins so. */
export const KEPT_PREFIX = 'sunbeon.';

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
  const key = KEPT_PREFIX + name;
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

/** Whether a value has the fields of `example`, each of the same type. */
export function isLike<Shape extends object>(example: Shape, value: unknown): value is Shape {
  const fields =
    typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : new Map<string, unknown>();
  return Object.entries(example).every(([name, field]) => typeof fields.get(name) === typeof field);
}

/** One of the browser's two stores; touching it throws where it is forbidden. */
export function storeOf(where: 'tab' | 'device'): Storage {
  return where === 'tab' ? sessionStorage : localStorage;
}

/** Does something with a store, or nothing when it is full or forbidden. */
export function quietly(action: () => void): void {
  try {
    action();
  } catch {
    // The page works without it.
  }
}
