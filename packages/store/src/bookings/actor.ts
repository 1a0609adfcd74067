/** Who changes a booking. What agents, staff and the system do is put in the audit trail. */
export interface Actor {
  readonly kind: 'citizen' | 'agent' | 'staff' | 'system';
  /** Whatever tells one of them from another; of a citizen it is kept nowhere. */
  readonly id: string;
}

/** Nobody in particular: the house itself. */
export const SYSTEM: Actor = { kind: 'system', id: 'system' };
