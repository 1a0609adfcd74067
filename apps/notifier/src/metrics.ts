import { Counter, Gauge, Histogram, type Registry } from '@sunbeon/service-kit';
import type { CircuitState } from './circuit-breaker.ts';
import type { Route } from './route.ts';

/** What is measured about messages. No label ever holds anything personal. */
export interface NotifierMetrics {
  readonly sent: Counter<'carrier'>;
  readonly failed: Counter<'reason'>;
  readonly settled: Counter<'state'>;
  readonly superseded: Counter;
  readonly doubts: Counter<'answer'>;
  readonly ambiguousSends: Counter;
  readonly sendSeconds: Histogram;
}

export function createNotifierMetrics(registry: Registry): NotifierMetrics {
  const registers = [registry];
  return {
    sent: new Counter({
      name: 'notifier_messages_sent_total',
      help: 'Messages a carrier took',
      labelNames: ['carrier'],
      registers,
    }),
    failed: new Counter({
      name: 'notifier_send_failures_total',
      help: 'Attempts that did not go out, or not surely',
      labelNames: ['reason'],
      registers,
    }),
    settled: new Counter({
      name: 'notifier_receipts_total',
      help: 'Receipts by final state; unknown ones belong to no message of ours',
      labelNames: ['state'],
      registers,
    }),
    superseded: new Counter({
      name: 'notifier_messages_superseded_total',
      help: 'Messages not sent because their booking had moved on',
      registers,
    }),
    doubts: new Counter({
      name: 'notifier_doubts_total',
      help: 'Messages a carrier may have had, by what it said when asked',
      labelNames: ['answer'],
      registers,
    }),
    ambiguousSends: new Counter({
      name: 'notifier_ambiguous_sends_total',
      help: 'Messages sent again without knowing whether the first had gone out: the most there can be twice',
      registers,
    }),
    sendSeconds: new Histogram({
      name: 'notifier_send_seconds',
      help: 'From claiming a message to the carrier taking it',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    }),
  };
}

const circuits: Readonly<Record<CircuitState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** Shows each carrier's session, breaker and messages on the way, as they are when the metrics are read. */
export function measureRoutes(registry: Registry, routes: readonly Route[]): void {
  const gauge = (name: string, help: string, value: (route: Route) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['carrier'],
      registers: [registry],
      collect() {
        for (const route of routes) this.set({ carrier: route.name }, value(route));
      },
    });
  gauge('notifier_messages_in_flight', 'Claimed and not answered yet', ({ inFlight }) => inFlight);
  gauge('notifier_carrier_available', 'Session with the carrier: 1 yes, 0 no', ({ carrier }) =>
    Number(carrier.available),
  );
  gauge('notifier_carrier_circuit', 'Breaker: 0 closed, 1 half-open, 2 open', ({ breaker }) => circuits[breaker.state]);
}
