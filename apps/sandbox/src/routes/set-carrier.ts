import type { RequestHandler } from 'express';
import { behaviourSchema } from '../carrier/behaviour.ts';
import type { SandboxContext } from '../context.ts';

/** `PATCH /carrier.json`: makes the carrier slow, or refuse everything, or well again; what is not named stays. */
export const setCarrier =
  ({ carrier }: SandboxContext): RequestHandler =>
  (req, res) => {
    const change = behaviourSchema.partial().parse(req.body ?? {});
    carrier.behaviour = behaviourSchema.parse({ ...carrier.behaviour, ...change });
    res.set('Cache-Control', 'no-store').json(carrier.behaviour);
  };
