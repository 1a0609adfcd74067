import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';

/** Bare `node:http` that asks the provider for tokens as every callback must, looks at nothing, and sends the browser on. */
const orders = z.object({ BASELINE_PORT: z.coerce.number(), BASELINE_TOKEN_URL: z.url() }).parse(process.env);

const server = createServer((req, res) => void answer(req, res));

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const query = new URLSearchParams(req.url?.split('?', 2)[1]);
  const asked = new URLSearchParams({ grant_type: 'authorization_code', code: query.get('code') ?? '' });
  const tokens = await fetch(orders.BASELINE_TOKEN_URL, { method: 'POST', body: asked });
  await tokens.json();
  res.writeHead(303, { location: '/', 'content-length': '0' }).end();
}

server.listen(orders.BASELINE_PORT, '127.0.0.1', () => process.send?.('ready'));
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
