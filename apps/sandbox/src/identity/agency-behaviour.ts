import type { RequestHandler } from 'express';
import { z } from 'zod';

const LONGEST_DELAY_MS = 3_600_000;

/** How well an agency works at the moment; may be changed while it runs. */
export const agencyBehaviourSchema = z.strictObject({
  /** From a request to its answer. */
  answerDelayMs: z.int().min(0).max(LONGEST_DELAY_MS),
  /** Connections are taken and never answered. */
  hangs: z.boolean(),
  /** HTTP status that every request is answered with. */
  failsWith: z.int().min(500).max(599).nullable(),
});
export type AgencyBehaviour = z.infer<typeof agencyBehaviourSchema>;

/** Makes an agency slow, silent or broken, as it is told at the moment of each request. */
export function behave({ behaviour }: { readonly behaviour: () => AgencyBehaviour }): RequestHandler {
  return (_req, res, next) => {
    const { answerDelayMs, hangs, failsWith } = behaviour();
    if (hangs) return;
    const answer = () => {
      if (failsWith === null) next();
      else res.status(failsWith).type('text').send('broken for practice\n');
    };
    if (answerDelayMs === 0) answer();
    else setTimeout(answer, answerDelayMs).unref();
  };
}
