import type { Request } from 'express';
import type { GateConfig } from '../config.ts';

/**
 * The public origin a request came to: the configured one whose host it names, else the canonical one. A forged `Host`
 * therefore chooses among our own origins and nothing else.
 */
export function publicOriginOf({ publicOrigins }: GateConfig, req: Request): string {
  const named = publicOrigins.find((origin) => new URL(origin).host === req.headers.host?.toLowerCase());
  const [canonical = ''] = publicOrigins;
  return named ?? canonical;
}
