import type { Actor } from '@sunbeon/store';

/** Until staff log in by name, whoever holds the staff key acts. */
export const STAFF: Actor = { kind: 'staff', id: 'staff-key' };
