import { Problem } from '@sunbeon/core';
import type { RequestHandler } from 'express';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The value of `Allow`: who takes GET takes HEAD. */
export function allowOf(...allowed: readonly Method[]): string {
  return allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])).join(', ');
}

/** Stands at the end of a route: every method but the ones above it is answered `405` with `Allow`. */
export function onlyMethods(...allowed: readonly Method[]): RequestHandler {
  const allow = allowOf(...allowed);
  return (_req, res) => {
    res.set('Allow', allow);
    throw new Problem('method-not-allowed', { allow });
  };
}
