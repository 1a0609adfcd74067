import {
  BookingTraces,
  createLogger,
  createMetrics,
  type Facts,
  type Logger,
  listenForOps,
  ResourceStack,
} from '@sunbeon/service-kit';
import { openStore } from '@sunbeon/store';
import type { Carrier, DeliveryReceipt } from './carrier.ts';
import type { NotifierConfig, NotifierSecrets } from './config.ts';
import { DoubtLoop } from './doubt-loop.ts';
import { Ledger } from './ledger.ts';
import { createNotifierMetrics, measureRoutes, type NotifierMetrics } from './metrics.ts';
import { OutboxLoop } from './outbox-loop.ts';
import { ResealLoop } from './reseal-loop.ts';
import { carrierName } from './smpp/smpp-address.ts';
import { SmppCarrier } from './smpp/smpp-carrier.ts';
import { UnknownReceipts } from './unknown-receipts.ts';

/** The notifier, running. Disposing it settles what it has claimed, then lets go of carriers and database. */
export interface Notifier extends AsyncDisposable {
  readonly opsPort: number;
}

/** Starts sending what the outbox holds. A carrier or database that is away is waited for, and shows in `/readyz`. */
export async function createNotifier(
  config: NotifierConfig,
  { sealingKeys }: NotifierSecrets,
  logger: Logger = createLogger('notifier', config.logLevel),
): Promise<Notifier> {
  const { sender, quietHours } = config;
  const registry = createMetrics('notifier');
  const metrics = createNotifierMetrics(registry);
  const open = new ResourceStack();
  return await open.whileOpening(async () => {
    const store = open.use(openStore({ databaseUrl: config.databaseUrl, poolSize: config.poolSize }));
    const traces = open.use(new BookingTraces('notifier', config.traces));
    const ledger = open.use(new Ledger(store, logger));
    const receiveFrom = receiver(ledger, metrics);
    const carriers = config.carriers.map((carrier) =>
      open.use(new SmppCarrier(carrier, receiveFrom(carrierName(carrier.address)), logger)),
    );
    const loop = open.use(
      new OutboxLoop({ store, carriers, ledger, sealingKeys, sender, quietHours, metrics, logger, traces }),
    );
    measureRoutes(registry, loop.routes);
    open.use(new DoubtLoop({ store, routes: loop.routes, ledger, metrics, logger }));
    open.use(new ResealLoop({ store, sealingKeys, registry, logger }));
    const dependencies = [
      { name: 'postgres', check: () => store.prisma.$queryRaw`SELECT 1` },
      { name: 'carrier', check: async () => assertAvailable(carriers) },
    ];
    const ops = open.use(await listenForOps(registry, dependencies, config.host, config.opsPort, carrierFacts(loop)));
    logger.info({ opsPort: ops.port }, 'notifier is running');
    return { opsPort: ops.port, [Symbol.asyncDispose]: () => open[Symbol.asyncDispose]() };
  });
}

/** What happens to a carrier's receipts: noted, offered again later, or taken because they are nobody's. */
function receiver(ledger: Ledger, metrics: NotifierMetrics) {
  const unknown = new UnknownReceipts();
  return (carrier: string) => async (receipt: DeliveryReceipt) => {
    const known = await ledger.settled({ carrier, ...receipt });
    if (known) metrics.settled.inc({ state: receipt.state });
    if (known) return true;
    const nobodys = unknown.giveUp(carrier, receipt.carrierMessageId, Date.now());
    if (nobodys) metrics.settled.inc({ state: 'unknown' });
    return nobodys;
  };
}

/** What those who run the night see of each carrier. */
function carrierFacts({ routes }: OutboxLoop): Facts {
  return () => ({
    carriers: routes.map(({ name, carrier, breaker, inFlight }) => ({
      name,
      available: carrier.available,
      circuit: breaker.state,
      inFlight,
    })),
  });
}

function assertAvailable(carriers: readonly Carrier[]): void {
  if (!carriers.some(({ available }) => available)) throw new Error('no session with any carrier');
}
