import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/**
 * The least an OpenID provider can be, so that it is not what is measured: a code is the ID token itself, signed
 * beforehand. Told to `PUT /hang`, it takes requests and answers none until it is told to `PUT /answer`.
 */
const orders = z
  .object({ PROVIDER_PORT: z.coerce.number(), /** A public key, JWK. */ PROVIDER_KEY: z.string() })
  .parse(process.env);
const issuer = `http://127.0.0.1:${orders.PROVIDER_PORT}`;

const fixed = new Map([
  [
    '/.well-known/openid-configuration',
    JSON.stringify({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    }),
  ],
  ['/jwks', `{"keys":[${orders.PROVIDER_KEY}]}`],
]);
let hangs = false;

const server = createServer((req, res) => void answer(req, res));

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const sent = await text(req);
  const isOrder = req.method === 'PUT';
  if (isOrder) hangs = req.url === '/hang';
  else if (hangs) return;
  const code = new URLSearchParams(sent).get('code') ?? '';
  const tokens = `{"access_token":"a","token_type":"bearer","id_token":"${code}"}`;
  const body = isOrder ? '{}' : (fixed.get(req.url ?? '') ?? tokens);
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
}

server.listen(orders.PROVIDER_PORT, '127.0.0.1', () => process.send?.('ready'));
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
