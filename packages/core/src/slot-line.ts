import { hasResidentNumber, isFormula } from './free-text.ts';
import type { ImportRejectReason } from './line-rejects.ts';
import { type SlotRow, slotRowSchema } from './staff-contract.ts';

/** The columns of a file of slots. */
export const SLOT_COLUMNS = ['site_id', 'starts_at', 'product', 'capacity'] as const;

const REASONS: ReadonlyMap<unknown, ImportRejectReason> = new Map([
  ['site_id', 'site-id'],
  ['starts_at', 'starts-at'],
  ['product', 'product'],
  ['capacity', 'capacity'],
] as const);

/** What a line of a file of slots says, given its fields in the order of {@link SLOT_COLUMNS}; or why it says nothing. */
export function slotLineOf(fields: readonly string[]): SlotRow | ImportRejectReason {
  const [siteId = '', startsAt = '', product = '', capacity = ''] = fields;
  if (fields.length !== SLOT_COLUMNS.length) return 'columns';
  if (fields.some(hasResidentNumber)) return 'resident-number';
  if ([siteId, startsAt, product].some(isFormula)) return 'formula';
  const line = slotRowSchema.safeParse({ site_id: siteId, starts_at: startsAt, product, capacity });
  return line.success ? line.data : (REASONS.get(line.error.issues[0]?.path[0]) ?? 'columns');
}
