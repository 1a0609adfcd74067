import { Agent } from 'node:http';
import { Readable } from 'node:stream';
import { Problem } from '@sunbeon/core';
import { blindIndexOf } from '@sunbeon/crypto';
import { sendProblem } from '@sunbeon/service-kit';
import type { Request, RequestHandler, Response } from 'express';
import { ProxyServer } from 'http-proxy-3';
import type { GateConfig } from '../config.ts';
import type { GateContext } from '../context.ts';
import { sessionOf } from '../http/credentials.ts';
import { networkBlockOf } from '../http/network-block.ts';
import type { LimitedAction } from '../http/person-limits.ts';

/** Longest `api` may take for an answer. */
const ANSWER_LIMIT_MS = 10_000;
const RETRY_AFTER_SECONDS = 2;
/**
 * What `api` needs to know about a request; everything else, `X-Forwarded-For` included, stays outside. Both headers that
 * say where a body ends pass, or one request could hide in the body of another.
 */
const PASSED_HEADERS = new Set([
  'accept',
  'accept-language',
  'authorization',
  'content-length',
  'content-type',
  'cookie',
  'idempotency-key',
  'transfer-encoding',
]);

/**
 * Hands a verified person's requests to `api`, a bounded number at a time, so that a surge fills this bound and nothing
 * behind it: beyond it the answer is `overloaded`, and `unavailable` while `api` is away. All handlers it makes share the
 * bound; each counts the actions it is made for. A JSON body must have been read before: whoever sends it slowly waits
 * outside.
 */
export function forwardToApi(context: GateContext): (...actions: readonly LimitedAction[]) => RequestHandler {
  const { apiUrl, forwardLimit } = context.config;
  const agent = new Agent({ keepAlive: true, maxSockets: forwardLimit });
  const proxy = new ProxyServer({ target: apiUrl, agent, changeOrigin: true, proxyTimeout: ANSWER_LIMIT_MS });
  let inFlight = 0;
  return (...actions) =>
    (req: Request, res: Response) => {
      const { personKey } = sessionOf(context, req);
      // Before it is counted: who is turned away has had nothing of theirs, and of changes there are few in an hour.
      if (inFlight >= forwardLimit) throw new Problem('overloaded', {}, RETRY_AFTER_SECONDS);
      for (const action of actions) context.limits.count(action, personKey);
      inFlight += 1;
      res.once('close', () => {
        inFlight -= 1;
      });
      // Before what a proxy says of the client is taken away.
      const headers = { ...traceHeaders(req), ...networkHeaders(context.config, req) };
      for (const name of Object.keys(req.headers)) if (!PASSED_HEADERS.has(name)) delete req.headers[name];
      proxy.web(req, res, { headers, ...bodyOf(req) }, (error) => {
        context.logger.warn({ reason: error.message }, 'api does not answer');
        if (res.headersSent) res.destroy();
        else sendProblem(req, res, new Problem('unavailable', {}, RETRY_AFTER_SECONDS));
      });
    };
}

/** The JSON body that was read already, written anew. */
function bodyOf(req: Request): { buffer?: Readable } {
  if (req.body === undefined) return {};
  const body = Buffer.from(JSON.stringify(req.body));
  delete req.headers['transfer-encoding'];
  req.headers['content-length'] = String(body.length);
  return { buffer: Readable.from([body]) };
}

/** A keyed digest of the network block a request comes from, for limits by it: `api` learns no address. */
function networkHeaders({ keys }: GateConfig, { ip = '' }: Request): Record<string, string> {
  return { 'x-client-network': blindIndexOf(keys.person, networkBlockOf(ip), 'network') };
}

/** The same request id in both logs. */
function traceHeaders({ id }: Request): Record<string, string> {
  return typeof id === 'string' ? { 'x-request-id': id } : {};
}
