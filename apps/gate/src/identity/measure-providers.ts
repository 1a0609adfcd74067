import type { IdentityProviderView } from '@sunbeon/core';
import { Gauge, type Registry } from '@sunbeon/service-kit';
import type { IdentityProvider } from './identity-provider.ts';

const LEVELS: Readonly<Record<IdentityProviderView['light'], number>> = { green: 0, amber: 1, red: 2 };
const MS_PER_SECOND = 1_000;

/** Shows each provider's light and what its answers usually take; of several processes the worst opinion counts. */
export function measureProviders(registry: Registry, providers: Iterable<IdentityProvider>): void {
  const all = [...providers];
  const gauge = (name: string, help: string, valueOf: (provider: IdentityProvider) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['provider'],
      registers: [registry],
      aggregator: 'max',
      collect() {
        for (const provider of all) this.set({ provider: provider.settings.id }, valueOf(provider));
      },
    });
  gauge('gate_identity_provider_light', 'Identity provider: 0 green, 1 amber, 2 red', ({ line }) => LEVELS[line.light]);
  gauge(
    'gate_identity_provider_usual_seconds',
    'What half of the answers of an identity provider took at most, within a minute',
    ({ line }) => (line.latencyMs ?? 0) / MS_PER_SECOND,
  );
}
