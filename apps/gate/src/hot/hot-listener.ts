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

/** A hot call under way. */
interface HotCall {
  readonly found: FoundRoute;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly startMs: number;
}

/**
 * Answers the crowd's calls straight from `node:http`, some four times as many a second as through Express, and hands
 * everything else on. The rules are the same on both ways: own origin, methods, body limits, problem documents, metrics.
 * What can be answered at once is written before the next request is looked at.
 */
export function hotListener(context: GateContext, meter: RequestMeter, otherwise: RequestListener): RequestListener {
  const routes = new HotRoutes(context);
  const log = new HotLog(context.logger);
  const whole = wholeHeaders(context);

  const respond = ({ found, req, res, startMs }: HotCall, { status, headers, body }: Answer): void => {
    res.writeHead(status, whole(headers));
    if (typeof body !== 'string') for (const piece of body) res.write(piece);
    res.end(typeof body === 'string' ? body : undefined);
    meter.observe(req.method ?? '', found.route.path, status, performance.now() - startMs);
  };

  const refuse = (call: HotCall, error: unknown): void => {
    if (call.req.destroyed && !call.req.complete) return;
    respond(call, failure(error, call.req, log));
  };

  return (req, res) => {
    const found = routes.find(req.url ?? '');
    if (found === null) {
      otherwise(req, res);
      return;
    }
    const call = { found, req, res, startMs: performance.now() };
    const answer = askOrFail(context, call, log);
    if (answer instanceof Promise) {
      answer.then(
        (settled) => respond(call, settled),
        (error: unknown) => refuse(call, error),
      );
    } else respond(call, answer);
  };
}

/** The headers of an answer and those of all answers. Everybody who polls gets the same: they are put together once. */
function wholeHeaders({ config, drain }: GateContext): (own: readonly string[]) => string[] {
  const always = config.isEncrypted
    ? ['X-Content-Type-Options', 'nosniff', 'Strict-Transport-Security', 'max-age=31536000; includeSubDomains']
    : ['X-Content-Type-Options', 'nosniff'];
  let last: { readonly own: readonly string[]; readonly whole: string[] } = { own: [], whole: [] };
  return (own) => {
    if (drain.begun) return [...own, ...always, 'Connection', 'close'];
    if (last.own !== own) last = { own, whole: [...own, ...always] };
    return last.whole;
  };
}

function askOrFail(context: GateContext, call: HotCall, log: HotLog): Answer | Promise<Answer> {
  try {
    return ask(context, call);
  } catch (error) {
    return failure(error, call.req, log);
  }
}

function ask(context: GateContext, { found, req, startMs }: HotCall): Answer | Promise<Answer> {
  const { route, id, query } = found;
  const { method = '', headers } = req;
  const refusal = context.overload.refusal(!route.isEntry, startMs);
  if (refusal !== null) throw refusal;
  refuseForeignOrigin(context.config, method, headers);
  if (method !== route.method && !(method === 'HEAD' && route.method === 'GET')) {
    throw new Problem('method-not-allowed', { allow: allowOf(route.method) });
  }
  if (route.method === 'GET' || !hasBody(headers)) {
    return context.overload.whileUnderWay(route.handler({ headers, id, query, body: undefined }));
  }
  // Whoever sends a body slowly takes nobody's place meanwhile.
  return readJson(req).then((body) => context.overload.whileUnderWay(route.handler({ headers, id, query, body })));
}

function failure(error: unknown, req: IncomingMessage, log: HotLog): Answer {
  const problem = problemOf(error);
  const id = requestId(req);
  log.note(req, id, problem, error);
  const { status, headers, body } = problemAnswer(problem, languageOf(req), id);
  const allow = typeof problem.facts['allow'] === 'string' ? ['Allow', problem.facts['allow']] : [];
  const length = ['Content-Length', String(Buffer.byteLength(body))];
  return { status, headers: [...Object.entries(headers).flat(), ...allow, ...length], body };
}
