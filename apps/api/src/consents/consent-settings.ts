import { countVariable } from '@sunbeon/service-kit';
import type { ConsentLimits } from '@sunbeon/store';
import type { z } from 'zod';

const MOST_BENEFICIARIES = 50;
const MOST_TEXTS = 1_000_000;

/** Who may act for how many, and how many texts that ask for a consent may be sent. */
export const consentVariables = {
  MAX_BENEFICIARIES: countVariable(MOST_BENEFICIARIES).default(4),
  CODES_PER_DELEGATE_A_DAY: countVariable(MOST_TEXTS).default(10),
  CODES_PER_PHONE_A_DAY: countVariable(MOST_TEXTS).default(5),
  CODES_PER_NETWORK_AN_HOUR: countVariable(MOST_TEXTS).default(2_000),
  CODES_AN_HOUR: countVariable(MOST_TEXTS).default(20_000),
};

type ConsentVariables = { readonly [Name in keyof typeof consentVariables]: z.output<(typeof consentVariables)[Name]> };

/** The limits the variables say. */
export function consentLimits(set: ConsentVariables): ConsentLimits {
  return {
    beneficiaries: set.MAX_BENEFICIARIES,
    delegateADay: set.CODES_PER_DELEGATE_A_DAY,
    phoneADay: set.CODES_PER_PHONE_A_DAY,
    networkAnHour: set.CODES_PER_NETWORK_AN_HOUR,
    allAnHour: set.CODES_AN_HOUR,
  };
}
