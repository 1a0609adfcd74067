import { Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';

/** Stands at the end of a route: every method but the ones above it is answered `405` with `Allow`. */
export function onlyMethods(...allowed: readonly ('GET' | 'POST' | 'DELETE')[]): RequestHandler {
  const allow = allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
  return (_req, res) => {
    res.set('Allow', allow);
    throw new Problem('method-not-allowed', { allow });
  };
}
