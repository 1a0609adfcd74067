import type { RequestHandler } from 'express';
import type { SandboxContext } from '../context.ts';

/** `GET /providers.json`: each identity agency, and how it works at the moment. */
export const showProviders =
  ({ desks }: SandboxContext): RequestHandler =>
  (_req, res) => {
    const providers = [...desks.values()].map(({ agency, issuer, behaviour }) => ({
      id: agency.id,
      name: agency.name,
      issuer,
      ...behaviour,
    }));
    res.set('Cache-Control', 'no-store').json({ providers });
  };
