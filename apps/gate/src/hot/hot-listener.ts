import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Problem } from '@sunbeon/core';
import { languageOf, problemAnswer, problemOf, requestId } from '@sunbeon/service-kit';
import type { GateContext } from '../context.ts';
import { refuseForeignOrigin } from '../http/check-origin.ts';
import { allowOf } from '../http/only-methods.ts';
import type { RequestMeter } from '../http/request-meter.ts';
import type { Answer } from './answer.ts';
import { HotLog } from './hot-log.ts';
import { type FoundRoute, HotRoutes } from './hot-routes.ts';
import { hasBody, readJson } from './read-json.ts';

/**
 * Answers the crowd's calls straight from `node:http`, some four times as many a second as through Express, and hands
 * everything else on. The rules are the same on both ways: own origin, methods, body limits, problem documents, metrics.
 */
export function hotListener(context: GateContext, meter: RequestMeter, otherwise: RequestListener): RequestListener {
  const routes = new HotRoutes(context);
  const log = new HotLog(context.logger);
  const always = context.config.isEncrypted
    ? ['X-Content-Type-Options', 'nosniff', 'Strict-Transport-Security', 'max-age=31536000; includeSubDomains']
    : ['X-Content-Type-Options', 'nosniff'];

  const respond = async (found: FoundRoute, req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const startMs = performance.now();
    let answer: Answer;
    try {
      answer = await ask(context, found, req);
    } catch (error) {
      if (req.destroyed && !req.complete) return;
      answer = failure(error, req, log);
    }
    const { status, headers, body } = answer;
    const closing = context.drain.begun ? ['Connection', 'close'] : [];
    res.writeHead(status, [...headers, ...always, ...closing, 'Content-Length', String(Buffer.byteLength(body))]);
    res.end(body);
    meter.observe(req.method ?? '', found.route.path, status, performance.now() - startMs);
  };

  return (req, res) => {
    const found = routes.find(req.url ?? '');
    if (found === null) otherwise(req, res);
    else void respond(found, req, res);
  };
}

async function ask({ config }: GateContext, { route, id }: FoundRoute, req: IncomingMessage): Promise<Answer> {
  const { method = '', headers } = req;
  refuseForeignOrigin(config, method, headers);
  if (method !== route.method && !(method === 'HEAD' && route.method === 'GET')) {
    throw new Problem('method-not-allowed', { allow: allowOf(route.method) });
  }
  const body = route.method === 'POST' && hasBody(headers) ? await readJson(req) : undefined;
  return route.handler({ headers, id, body });
}

function failure(error: unknown, req: IncomingMessage, log: HotLog): Answer {
  const problem = problemOf(error);
  const id = requestId(req);
  log.note(req, id, problem, error);
  const { status, headers, body } = problemAnswer(problem, languageOf(req), id);
  const allow = typeof problem.facts['allow'] === 'string' ? ['Allow', problem.facts['allow']] : [];
  return { status, headers: [...Object.entries(headers).flat(), ...allow], body };
}
