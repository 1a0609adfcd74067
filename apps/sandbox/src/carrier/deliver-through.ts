import type { Session } from 'smpp';
import type { DeliverReceipt } from './receipt-queue.ts';

/** The way receipts take through one session; resolves `false` on refusal, silence or the end of the session. */
export function deliverThrough(session: Session): DeliverReceipt {
  const unanswered = new Set<(taken: boolean) => void>();
  session.on('close', () => {
    for (const settle of unanswered) settle(false);
  });
  return (fields, limitMs) =>
    new Promise((resolve) => {
      const settle = (taken: boolean) => {
        clearTimeout(late);
        unanswered.delete(settle);
        resolve(taken);
      };
      const late = setTimeout(() => settle(false), limitMs);
      unanswered.add(settle);
      const written = session.deliver_sm(fields, (response) => settle(response.command_status === 0));
      if (!written) settle(false);
    });
}
