import { Problem } from '@sunbeon/core';
import type { Provider } from 'oidc-provider';
import type { Agency } from './agency.ts';
import type { AgencyBehaviour } from './agency-behaviour.ts';

/** An agency at work. */
export interface IdentityDesk {
  readonly agency: Agency;
  readonly issuer: string;
  readonly provider: Provider;
  behaviour: AgencyBehaviour;
}

/** How it works while nobody has told it otherwise. */
export function usualBehaviour({ answerDelayMs }: Agency): AgencyBehaviour {
  return { answerDelayMs, hangs: false, failsWith: null };
}

/** The agency a login page belongs to. @throws {Problem} `not-found` */
export function deskOf(desks: ReadonlyMap<string, IdentityDesk>, id: unknown): IdentityDesk {
  const desk = desks.get(String(id));
  if (desk === undefined) throw new Problem('not-found');
  return desk;
}
