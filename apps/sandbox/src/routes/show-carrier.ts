import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';

/** `GET /carrier.json`: how the carrier works at the moment. */
export const showCarrier =
  ({ carrier }: SandboxContext): RequestHandler =>
  (_req, res) => {
    res.set('Cache-Control', 'no-store').json(carrier.behaviour);
  };
