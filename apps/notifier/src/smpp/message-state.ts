/** SMPP 3.4, table 5-2: what `message_state` and the receipt text call the final states. */
const states = new Map<number | string, 'delivered' | 'failed'>([
  [2, 'delivered'],
  ['DELIVRD', 'delivered'],
  [3, 'failed'],
  ['EXPIRED', 'failed'],
  [4, 'failed'],
  ['DELETED', 'failed'],
  [5, 'failed'],
  ['UNDELIV', 'failed'],
  [8, 'failed'],
  ['REJECTD', 'failed'],
]);

/** How a message ended; `null` while it is on its way or its state is not known. */
export function finalStateOf(state: number | string): 'delivered' | 'failed' | null {
  return states.get(state) ?? null;
}
