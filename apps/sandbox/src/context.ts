import type { Carrier } from './carrier/carrier.ts';
import type { IdentityDesk } from './identity/identity-desk.ts';
import type { Population } from './identity/population.ts';

/** What the routes of the sandbox work with. */
export interface SandboxContext {
  /** The identity agencies by their ids. */
  readonly desks: ReadonlyMap<string, IdentityDesk>;
  readonly population: Population;
  readonly carrier: Carrier;
  /** Origins a login form may lead back to. */
  readonly formTargets: readonly string[];
}
