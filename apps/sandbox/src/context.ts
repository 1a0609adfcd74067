import type { Provider } from 'oidc-provider';
import type { Carrier } from './carrier/carrier.ts';
import type { Population } from './identity/population.ts';

/** What the routes of the sandbox work with. */
export interface SandboxContext {
  readonly provider: Provider;
  readonly population: Population;
  readonly carrier: Carrier;
  /** Origins a login form may lead back to. */
  readonly formTargets: readonly string[];
}
