import type { Request } from 'express';

/** The consent a request is about, as it was written: a verb of the store refuses what is no id. */
export function consentIdOf(req: Request): string {
  return String(req.params['id']);
}
