import type { CarrierMessage, Rows } from '../evidence.ts';
import type { Entry } from '../history.ts';

/** Everything the checker is given. */
export interface Evidence {
  readonly history: readonly Entry[];
  readonly rows: Rows;
  readonly carrierLog: readonly CarrierMessage[];
}

/** One line of the checker's table: how often a promise was broken, and where to look first. */
export interface Finding {
  readonly name: string;
  readonly violations: number;
  readonly examples: readonly string[];
}

const MAX_EXAMPLES = 5;

/** A line of the table from a description of each violation. */
export function finding(name: string, violations: readonly string[]): Finding {
  return { name, violations: violations.length, examples: violations.slice(0, MAX_EXAMPLES) };
}

/** The entries of one kind. */
export function entriesOf<What extends Entry['what']>(
  history: readonly Entry[],
  what: What,
): Extract<Entry, { readonly what: What }>[] {
  return history.filter((entry): entry is Extract<Entry, { readonly what: What }> => entry.what === what);
}

/** Items by a key, in their order. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
