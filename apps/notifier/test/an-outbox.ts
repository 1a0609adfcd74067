import { ResourceStack } from '@sunbeon/service-kit';
import { syntheticPeople, testDatabase, testKeys } from '@sunbeon/test-kit';
import { Client } from 'pg';
import { createNotifier, envToConfig, type Notifier } from '../src/index.ts';
import { captureLog } from './capture-log.ts';
import { type Recipient, seedOutbox } from './seed-outbox.ts';

const BORN = { birthFrom: '1967-01-01', birthTo: '1968-12-31' };

interface NotifierOptions {
  readonly log?: ReturnType<typeof captureLog>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A database with an outbox, and the notifiers that work on it. */
export interface TestOutbox extends AsyncDisposable {
  readonly client: Client;
  /** What a notifier of this outbox is told, `SMPP_URL` apart. */
  readonly env: Readonly<Record<string, string>>;
  /** Committed bookings with a confirmation each; returns their numbers. Without keys: the notifiers' own. */
  seed(recipients: readonly Recipient[], sealingKeys?: string): Promise<string[]>;
  /** Starts a notifier that sends through `smppUrl`. */
  notifier(smppUrl: string, options?: NotifierOptions): Promise<Notifier>;
  /** How many messages are in which state. */
  states(): Promise<Record<string, number>>;
  /** Takes over what is to be ended before the database goes. */
  use<Resource extends AsyncDisposable>(resource: Resource): Resource;
}

export async function anOutbox(): Promise<TestOutbox> {
  const { SEALING_KEYS } = testKeys();
  const database = await testDatabase();
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const open = new ResourceStack();
  open.use(database);
  open.use({ [Symbol.asyncDispose]: () => client.end() });
  const env = { NODE_ENV: 'test', DATABASE_URL: database.url, SEALING_KEYS, QUIET_HOURS: 'none' };
  return {
    client,
    env,
    seed: (recipients, sealingKeys = SEALING_KEYS) => seedOutbox(client, sealingKeys, recipients),
    notifier: async (smppUrl, { log = captureLog(), env: more = {} } = {}) => {
      const { config, secrets } = envToConfig({ ...env, SMPP_URL: smppUrl, ...more });
      return open.use(await createNotifier(config, secrets, log.logger));
    },
    states: async () => {
      const { rows } = await client.query<{ state: string; count: string }>(
        'SELECT state, count(*) FROM message GROUP BY state',
      );
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
    },
    use: (resource) => open.use(resource),
    [Symbol.asyncDispose]: () => open[Symbol.asyncDispose](),
  };
}

export function people(count: number): Recipient[] {
  return syntheticPeople(count, BORN).map(({ name, phone }) => ({ name, phone }));
}

/** One figure of a notifier's metrics, e.g. `notifier_ambiguous_sends_total`; with labels: the first that matches them. */
export async function figure({ opsPort }: Notifier, name: string, label = ''): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${opsPort}/metrics`)).text();
  const line = metrics.split('\n').find((text) => text.startsWith(name) && text.includes(label));
  return Number(line?.split(' ').at(-1) ?? Number.NaN);
}
