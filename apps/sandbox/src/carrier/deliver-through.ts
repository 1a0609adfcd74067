import type { Session } from 'smpp';
import type { DeliverReceipt } from './receipt-queue.ts';

/** The way receipts take through one session; resolves `false` on refusal, silence or the end of the session. */
export function deliverThrough(session: Session): DeliverReceipt {
  return (fields, limitMs) =>
    new Promise((resolve) => {
      const settle = (taken: boolean) => {
        clearTimeout(late);
        session.off('close', ended);
        resolve(taken);
      };
      const ended = () => settle(false);
      const late = setTimeout(ended, limitMs);
      session.once('close', ended);
      const written = session.deliver_sm(fields, (response) => settle(response.command_status === 0));
      if (!written) settle(false);
    });
}
