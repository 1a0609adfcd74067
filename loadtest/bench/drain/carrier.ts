import { freePort } from '@sunbeon/embedded';
import { ResourceStack } from '@sunbeon/service-kit';
import type { TestKeys } from '@sunbeon/test-kit';
import { request } from 'undici';
import { startNotifier, startSandbox } from '../server-process.ts';

/** A notifier and a carrier it sends by, whose speed can be set. */
export class SlowableCarrier implements AsyncDisposable {
  readonly #held: ResourceStack;
  readonly #url: string;

  private constructor(held: ResourceStack, url: string) {
    this.#held = held;
    this.#url = url;
  }

  static async open(databaseUrl: string, keys: TestKeys): Promise<SlowableCarrier> {
    const held = new ResourceStack();
    return held.whileOpening(async () => {
      const { SANDBOX_CLIENT_SECRET, SANDBOX_SMPP_PASSWORD, SEALING_KEYS } = keys;
      const port = await freePort();
      const sandbox = held.use(
        await startSandbox({ SANDBOX_CLIENT_SECRET, SANDBOX_SMPP_PASSWORD, SANDBOX_SMPP_PORT: String(port) }),
      );
      const smpp = `smpp://sunbeon:${SANDBOX_SMPP_PASSWORD}@127.0.0.1:${port}`;
      held.use(await startNotifier({ DATABASE_URL: databaseUrl, SEALING_KEYS, SMPP_URL: smpp }));
      return new SlowableCarrier(held, sandbox.url);
    });
  }

  /** From now on each submission is answered after so long. */
  async answerAfter(responseDelayMs: number): Promise<void> {
    const answer = await request(`${this.#url}/carrier.json`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ responseDelayMs }),
    });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`the carrier answers ${answer.statusCode}`);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#held[Symbol.asyncDispose]();
  }
}
