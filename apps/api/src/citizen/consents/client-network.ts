import type { Request } from 'express';

const DIGEST = /^[\w-]{22}$/;
/** Whoever comes past the gate: all of them share one allowance. */
const UNKNOWN = 'unknown';

/** The keyed digest of the network block a request comes from, which the gate says and nobody else can. */
export function clientNetworkOf(req: Request): string {
  const given = req.get('x-client-network') ?? '';
  return DIGEST.test(given) ? given : UNKNOWN;
}
