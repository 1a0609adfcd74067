import { Agent } from 'node:http';
import { Problem } from '@sunbeon/core';
import { sendProblem } from '@sunbeon/service-kit';
import type { Request, RequestHandler, Response } from 'express';
import { ProxyServer } from 'http-proxy-3';
import type { GateContext } from '../context.ts';
import { sessionOf } from '../http/credentials.ts';

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
 * Hands a verified person's request to `api`, a bounded number at a time, so that a surge fills this bound and nothing
 * behind it: beyond it the answer is `overloaded`, and `unavailable` while `api` is away.
 */
export function forwardToApi(context: GateContext): RequestHandler {
  const { apiUrl, forwardLimit } = context.config;
  const agent = new Agent({ keepAlive: true, maxSockets: forwardLimit });
  const proxy = new ProxyServer({ target: apiUrl, agent, changeOrigin: true, proxyTimeout: ANSWER_LIMIT_MS });
  let inFlight = 0;
  return (req: Request, res: Response) => {
    context.limits.count('forward', sessionOf(context, req).personKey);
    if (inFlight >= forwardLimit) throw new Problem('overloaded', {}, RETRY_AFTER_SECONDS);
    inFlight += 1;
    res.once('close', () => {
      inFlight -= 1;
    });
    for (const name of Object.keys(req.headers)) if (!PASSED_HEADERS.has(name)) delete req.headers[name];
    proxy.web(req, res, { headers: traceHeaders(req) }, (error) => {
      context.logger.warn({ reason: error.message }, 'api does not answer');
      if (res.headersSent) res.destroy();
      else sendProblem(req, res, new Problem('unavailable', {}, RETRY_AFTER_SECONDS));
    });
  };
}

/** The same request id in both logs. */
function traceHeaders({ id }: Request): Record<string, string> {
  return typeof id === 'string' ? { 'x-request-id': id } : {};
}
