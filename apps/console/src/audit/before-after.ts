import type { AuditEntryView } from '@sunbeon/core';

type Details = AuditEntryView['details'];
type Value = Details[string];

/** One thing that was changed; `undefined` where there was nothing, or is nothing any more. */
export interface ChangedField {
  readonly name: string;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What an entry says was changed, field by field: `before` and `after`, or `from` and `to`. */
export function changedFields(details: Details): ChangedField[] {
  const before = objectOf(details['before']) ?? objectOf(details['from']);
  const after = objectOf(details['after']) ?? objectOf(details['to']);
  if (before === null && after === null) return [];
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...names]
    .map((name) => ({ name, before: before?.[name], after: after?.[name] }))
    .filter((field) => JSON.stringify(field.before) !== JSON.stringify(field.after));
}

/** Everything else an entry says: not what was changed, nor why, nor by what kind of person. */
export function otherFacts(details: Details): [name: string, value: Value][] {
  const told = changedFields(details).length > 0 ? new Set(['before', 'after', 'from', 'to']) : new Set<string>();
  return Object.entries(details).filter(([name]) => name !== 'reason' && name !== 'by' && !told.has(name));
}

function objectOf(value: Value | undefined): Record<string, Value> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
}
