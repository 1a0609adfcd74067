import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Wire } from '../wire/wire.ts';
import { type WireAnswer, WireReader } from '../wire/wire-reader.ts';

const BODY = '{"code":"overloaded","word":"순번"}';
const ANSWER = Buffer.from(
  `HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nRetry-After: 7\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\nConnection: close\r\n\r\n${BODY}`,
);

test('an answer is the same in whatever pieces it comes, and the next one after it', () => {
  const cut = fc.integer({ min: 1, max: ANSWER.length - 1 });
  fc.assert(
    fc.property(cut, cut, (a, b) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const reader = new WireReader();
      for (let times = 0; times < 2; times += 1) {
        const pieces = [ANSWER.subarray(0, from), ANSWER.subarray(from, to), ANSWER.subarray(to)];
        const answers = pieces.filter(({ length }) => length > 0).map((piece) => reader.read(piece));
        const [last, ...before] = answers.toReversed();
        expect(before.every((answer) => answer === null)).toBe(true);
        expect(last).toMatchObject({ status: 503, retryAfter: 7, isLast: true });
        expect(last?.body).toBe(BODY);
      }
    }),
  );
});

test('what nobody asked for is given to nobody', () => {
  expect(() => new WireReader().read(Buffer.concat([ANSWER, ANSWER]))).toThrow('more came than one answer');
});

async function serving(listener: RequestListener): Promise<{ server: Server; origin: string }> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('not listening on a port');
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

/** What was answered to each question, in the order of asking. */
async function answered(wire: Wire, questions: number): Promise<string[]> {
  const ask = (_: unknown, index: number) => wire.ask(`GET /${index} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
  const answers: (WireAnswer | null)[] = await Promise.all(Array.from({ length: questions }, ask));
  return answers.map((answer) => (answer === null ? 'none' : answer.body));
}

test('everybody gets the answer to what they asked, also when connections end, and none where there was none', async () => {
  const { server, origin } = await serving((req, res) => {
    const question = Number(req.url?.slice(1));
    if (question % 7 === 0) req.socket.destroy();
    else if (question % 5 === 0)
      res.writeHead(200, { Connection: 'close', 'Content-Length': String(question).length }).end(String(question));
    else res.writeHead(200, { 'Content-Length': String(question).length }).end(String(question));
  });
  const wire = new Wire(origin, 3);
  const answers = await answered(wire, 60);
  expect(answers).toEqual(Array.from({ length: 60 }, (_, index) => (index % 7 === 0 ? 'none' : String(index))));
  wire.close();
  server.close();
});
