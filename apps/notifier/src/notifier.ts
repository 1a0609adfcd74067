import { createLogger, createMetrics, type Logger, listenForOps, ResourceStack } from '@sunbeon/service-kit';
import { openStore } from '@sunbeon/store';
import type { DeliveryReceipt } from './carrier.ts';
import type { NotifierConfig, NotifierSecrets } from './config.ts';
import { Ledger } from './ledger.ts';
import { createNotifierMetrics } from './metrics.ts';
import { OutboxLoop } from './outbox-loop.ts';
import { SmppCarrier } from './smpp/smpp-carrier.ts';

/** The notifier, running. Disposing it settles what it has claimed, then lets go of carrier and database. */
export interface Notifier extends AsyncDisposable {
  readonly opsPort: number;
}

/** Starts sending what the outbox holds. A carrier or database that is away is waited for, and shows in `/readyz`. */
export async function createNotifier(
  config: NotifierConfig,
  { sealingKeys }: NotifierSecrets,
  logger: Logger = createLogger('notifier', config.logLevel),
): Promise<Notifier> {
  const registry = createMetrics('notifier');
  const metrics = createNotifierMetrics(registry);
  const open = new ResourceStack();
  return await open.whileOpening(async () => {
    const store = open.use(openStore({ databaseUrl: config.databaseUrl, poolSize: config.poolSize }));
    const ledger = open.use(new Ledger(store, logger));
    const receive = async (receipt: DeliveryReceipt) => {
      const known = await ledger.settled(receipt);
      if (known) metrics.settled.inc({ state: receipt.state });
      return known;
    };
    const carrier = open.use(new SmppCarrier(config.smpp, receive, logger));
    open.use(new OutboxLoop({ store, carrier, ledger, sealingKeys, metrics, logger }));
    const dependencies = [
      { name: 'postgres', check: () => store.prisma.$queryRaw`SELECT 1` },
      { name: 'carrier', check: async () => assertAvailable(carrier) },
    ];
    const ops = open.use(await listenForOps(registry, dependencies, config.host, config.opsPort));
    logger.info({ opsPort: ops.port }, 'notifier is running');
    return { opsPort: ops.port, [Symbol.asyncDispose]: () => open[Symbol.asyncDispose]() };
  });
}

function assertAvailable(carrier: SmppCarrier): void {
  if (!carrier.available) throw new Error('no session with the carrier');
}
