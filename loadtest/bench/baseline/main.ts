import { createServer } from 'node:http';
import { Redis } from 'ioredis';
import { z } from 'zod';

/** What a server on bare `node:http` does: the least anything could do in its place. */
const orders = z
  .object({
    BASELINE_PORT: z.coerce.number(),
    /** Status, header names and values in turn, body; JSON. */
    BASELINE_ANSWER: z.string(),
    /** With it, each request first costs one `INCR`, sent together with those of the same moment. */
    BASELINE_REDIS_URL: z.string().optional(),
  })
  .parse(process.env);

const answerSchema = z.object({ status: z.int(), headers: z.array(z.string()), body: z.string() });
const { status, headers, body } = answerSchema.parse(JSON.parse(orders.BASELINE_ANSWER));
const redis =
  orders.BASELINE_REDIS_URL === undefined ? null : new Redis(orders.BASELINE_REDIS_URL, { enableAutoPipelining: true });

const server = createServer((_req, res) => {
  const answer = () => {
    res.writeHead(status, headers);
    res.end(body);
  };
  if (redis === null) answer();
  else redis.incr('baseline').then(answer, () => res.destroy());
});
server.listen(orders.BASELINE_PORT, '127.0.0.1', () => process.send?.('ready'));
process.once('disconnect', () => process.exit(0));
process.once('SIGTERM', () => process.exit(0));
