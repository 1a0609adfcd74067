import type { Actor } from '../bookings/actor.ts';
import type { Prisma, Window } from '../generated/client.ts';

/** The audit entry of something done to a window. */
export function windowAudit(
  actor: Actor,
  windowId: string,
  action: string,
  details: Prisma.InputJsonObject,
): Prisma.AuditEntryCreateInput {
  return { actor: actor.id, action: `window.${action}`, subject: windowId, details: { ...details, by: actor.kind } };
}

/** What a change made of a window: the fields that differ, as they were and as they are. */
export function beforeAndAfter(was: Window, is: Window) {
  const [before, after] = [fieldsOf(was), fieldsOf(is)];
  const differing = Object.keys(before).filter((name) => before[name] !== after[name] && name !== 'version');
  return { before: pick(before, differing), after: pick(after, differing) };
}

type Field = string | number | boolean | null;

/** Instants as ISO 8601; what was read along with the row is left out. */
function fieldsOf(row: Window): Readonly<Record<string, Field>> {
  const entries: (readonly [string, unknown])[] = Object.entries(row);
  return Object.fromEntries(entries.flatMap(([name, value]) => fieldOf(name, value)));
}

function fieldOf(name: string, value: unknown): [string, Field][] {
  if (value instanceof Date) return [[name, value.toISOString()]];
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return value === null || isPlain ? [[name, value]] : [];
}

function pick(fields: Readonly<Record<string, Field>>, names: readonly string[]): Record<string, Field> {
  return Object.fromEntries(names.map((name) => [name, fields[name] ?? null]));
}
