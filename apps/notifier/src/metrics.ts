import { Counter, Gauge, Histogram, type Registry } from '@sunbeon/service-kit';

/** What is measured about messages. No label ever holds anything personal. */
export interface NotifierMetrics {
  readonly sent: Counter;
  readonly failed: Counter<'reason'>;
  readonly settled: Counter<'state'>;
  readonly inFlight: Gauge;
  readonly sendSeconds: Histogram;
}

export function createNotifierMetrics(registry: Registry): NotifierMetrics {
  const registers = [registry];
  return {
    sent: new Counter({ name: 'notifier_messages_sent_total', help: 'Messages the carrier took', registers }),
    failed: new Counter({
      name: 'notifier_send_failures_total',
      help: 'Attempts that did not go out, or not surely',
      labelNames: ['reason'],
      registers,
    }),
    settled: new Counter({
      name: 'notifier_receipts_total',
      help: 'Receipts recorded, by final state',
      labelNames: ['state'],
      registers,
    }),
    inFlight: new Gauge({ name: 'notifier_messages_in_flight', help: 'Claimed and not settled yet', registers }),
    sendSeconds: new Histogram({
      name: 'notifier_send_seconds',
      help: 'From claiming a message to the carrier taking it',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
  };
}
