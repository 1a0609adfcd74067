import type { RequestListener } from 'node:http';
import { createLogger, createMetrics, Gauge, listen, type Registry, ResourceStack } from '@sunbeon/service-kit';
import { createApp } from './app.ts';
import { Carrier } from './carrier/carrier.ts';
import type { IdentityConfig, SandboxConfig } from './config.ts';
import type { SandboxContext } from './context.ts';
import { agencies } from './identity/agency.ts';
import { type IdentityDesk, usualBehaviour } from './identity/identity-desk.ts';
import { Population } from './identity/population.ts';
import { createProvider } from './identity/provider.ts';
import { renderProviderError } from './identity/provider-error.ts';

/** The outside world, running; disposing it ends its sessions and closes its ports. */
export interface Sandbox extends AsyncDisposable {
  readonly port: number;
  readonly smppPort: number;
  /** What the gate is configured with: the issuer of each identity agency, by its id. */
  readonly issuers: Readonly<Record<string, string>>;
}

/** Starts identity agencies, inbox and SMS carrier. Rejects with the system's error when a port is taken. */
export async function createSandbox(config: SandboxConfig): Promise<Sandbox> {
  const logger = createLogger('sandbox', config.logLevel);
  const metrics = createMetrics('sandbox');
  const open = new ResourceStack();
  return await open.whileOpening(async () => {
    const carrier = open.use(new Carrier(config.carrier, logger));
    const smppPort = await carrier.listen(config.host);
    measure(carrier, metrics);

    // The issuer holds the port, which with port 0 is known only once something listens.
    let handle = notYet;
    const server = open.use(await listen((req, res) => handle(req, res), config.host, config.port));
    const origin = config.url ?? `http://localhost:${server.port}`;
    const population = new Population();
    const desks = await openDesks(origin, config.identity, population);
    const formTargets = config.identity.redirectUris.map((uri) => new URL(uri).origin);
    const context: SandboxContext = { desks, population, carrier, formTargets };
    handle = createApp(context, logger, metrics);

    const issuers = Object.fromEntries([...desks.values()].map(({ agency, issuer }) => [agency.id, issuer]));
    logger.info({ port: server.port, smppPort, issuers }, 'sandbox is open');
    return { port: server.port, smppPort, issuers, [Symbol.asyncDispose]: () => open[Symbol.asyncDispose]() };
  });
}

async function openDesks(origin: string, config: IdentityConfig, population: Population) {
  const parts = { config, population, renderError: renderProviderError };
  const desks = await Promise.all(
    agencies.map(async (agency): Promise<IdentityDesk> => {
      const issuer = `${origin}/oidc/${agency.id}`;
      const provider = await createProvider({ ...parts, agency, issuer });
      return { agency, issuer, provider, behaviour: usualBehaviour(agency) };
    }),
  );
  return new Map(desks.map((desk) => [desk.agency.id, desk]));
}

const notYet: RequestListener = (_req, res) => {
  res.writeHead(503).end();
};

function measure(carrier: Carrier, metrics: Registry): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [metrics],
      collect() {
        this.set(value());
      },
    });
  gauge('sandbox_messages_received', 'Whole messages taken', () => carrier.inbox.stats().received);
  gauge('sandbox_messages_delivered', 'Whole messages handed to the phone', () => carrier.inbox.stats().delivered);
  gauge('sandbox_messages_duplicate', 'Messages that came again', () => carrier.inbox.stats().duplicates);
  gauge('sandbox_receipts_acknowledged', 'Receipts taken by whom they were for', () => carrier.receipts.acknowledged);
}
