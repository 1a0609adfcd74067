import type { IdentityProviderView } from '@sunbeon/core';
import { languageOf } from '@sunbeon/service-kit';
import type { RequestHandler } from 'express';
import type { GateContext } from '../context.ts';

/** `GET /v1/identity/providers`: who can verify a person, each with its light. */
export const listProviders =
  ({ providers }: GateContext): RequestHandler =>
  (req, res) => {
    const language = languageOf(req);
    const views = [...providers.values()].map(
      ({ settings, line }): IdentityProviderView => ({
        id: settings.id,
        name: settings.name[language],
        light: line.light,
        latencyMs: line.latencyMs,
      }),
    );
    res.set({ 'Cache-Control': 'no-store', Vary: 'Accept-Language' }).json({ providers: views });
  };

/** The same for those who run the night. */
export function providerLights({ providers }: GateContext) {
  return [...providers.values()].map(({ settings: { id, name }, line: { light, latencyMs } }) => ({
    id,
    name,
    light,
    latencyMs,
  }));
}
