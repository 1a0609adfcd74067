import type { OpenAPIRegistry, RouteConfig } from '@asteasolutions/zod-to-openapi';
import { type ProblemCode, problemCatalogue } from '@sunbeon/core';
import { z } from 'zod';
import { named } from './schemas.ts';

/** One call of the public contract, as short as it can be said. */
export interface Call {
  readonly method: RouteConfig['method'];
  readonly path: string;
  readonly summary: string;
  readonly security?: 'session' | 'ticket' | 'pass' | 'passOrSession';
  readonly request?: NonNullable<RouteConfig['request']>;
  /** Status, what it means, and the body's schema when there is one. */
  readonly answers: readonly (readonly [status: number, meaning: string, body?: z.ZodType])[];
  readonly problems: readonly ProblemCode[];
}

const SECURITY = {
  session: [{ sessionCookie: [] }, { session: [] }],
  ticket: [{ ticket: [] }],
  pass: [{ pass: [] }],
  passOrSession: [{ pass: [] }, { sessionCookie: [] }, { session: [] }],
};

/** Adds a call to the document, its problems grouped by status. Every call may be turned away when too many come. */
export function describeCall(registry: OpenAPIRegistry, call: Call): void {
  const { method, path, summary, security, request, answers, problems } = call;
  const responses: RouteConfig['responses'] = {};
  for (const [status, description, body] of answers) {
    responses[status] = body ? { description, content: { 'application/json': { schema: body } } } : { description };
  }
  for (const [status, codes] of byStatus(new Set([...problems, 'overloaded']))) {
    const description = codes.map((code) => `\`${code}\`: ${problemCatalogue[code].en.title}`).join('; ');
    responses[status] = { description, content: { 'application/problem+json': { schema: named.problem } } };
  }
  registry.registerPath({
    method,
    path,
    summary,
    ...(security ? { security: SECURITY[security] } : {}),
    ...(request ? { request } : {}),
    responses,
  });
}

function byStatus(codes: ReadonlySet<ProblemCode>): Map<number, ProblemCode[]> {
  const grouped = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const { status } = problemCatalogue[code];
    grouped.set(status, [...(grouped.get(status) ?? []), code]);
  }
  return grouped;
}
