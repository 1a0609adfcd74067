import { listen, ResourceStack } from '@sunbeon/service-kit';
import { createApp } from './app.ts';
import type { GateConfig } from './config.ts';
import { createContext } from './context.ts';
import { hotListener } from './hot/hot-listener.ts';
import { RequestMeter } from './http/request-meter.ts';
import { tellFigures } from './processes/shared-metrics.ts';

/** Longest a client may leave an answer unread; nobody behind the gate takes half as long for one. */
const SILENCE_MS = 30_000;

/** A running gate. Disposing it drains it: `/readyz` turns 503, answers under way are finished, then Redis is let go. */
export interface Gate extends AsyncDisposable {
  readonly port: number;
  /** Where it listens, e.g. `http://127.0.0.1:8080`. */
  readonly url: string;
}

/** Opens the front door; rejects when the port is taken. */
export async function createGate(config: GateConfig): Promise<Gate> {
  const held = new ResourceStack();
  return held.whileOpening(async () => {
    const context = held.use(await createContext(config));
    const meter = new RequestMeter(context.metrics);
    const listener = hotListener(context, meter, createApp(context, meter));
    const patience = { lingerMs: config.stopLingerMs, silenceMs: SILENCE_MS };
    const { port } = held.use(await listen(listener, config.host, config.port, patience));
    context.logger.info({ port }, 'gate listens');
    return {
      port,
      url: `http://${config.host}:${port}`,
      async [Symbol.asyncDispose]() {
        context.drain.begin();
        await held[Symbol.asyncDispose]();
        await tellFigures(context.metrics);
      },
    };
  });
}
