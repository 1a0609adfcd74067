import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';
import { agencyBehaviourSchema } from '../identity/agency-behaviour.ts';
import { deskOf } from '../identity/identity-desk.ts';

/** `PATCH /providers/:id.json`: makes an agency slow, silent, broken, or well again; what is not named stays. */
export const setProvider =
  ({ desks }: SandboxContext): RequestHandler<{ id: string }> =>
  (req, res) => {
    const desk = deskOf(desks, req.params.id);
    const change = agencyBehaviourSchema.partial().parse(req.body ?? {});
    desk.behaviour = agencyBehaviourSchema.parse({ ...desk.behaviour, ...change });
    res.set('Cache-Control', 'no-store').json(desk.behaviour);
  };
