import { type BirthDate, isBirthDate, type MyConsents } from '@sunbeon/core';
import { useEffect, useState } from 'react';
import { ask } from '../gate/ask.ts';
import { whoAmI } from '../gate/identity.ts';
import { actFor, actingFor } from '../kept/acting-for.ts';
import { showActingFor } from '../page/acting-for.ts';

/** Whom the booking is for, as the page says it. */
export interface BookedPerson {
  readonly name: string;
  /** `null` when it is not known here. */
  readonly birthDate: BirthDate | null;
}

/** The visitor, or the beneficiary they act for; `null` until it is known. */
export function usePerson(): BookedPerson | null {
  const [person, setPerson] = useState<BookedPerson | null>(null);
  useEffect(() => {
    let left = false;
    const recognise = async (): Promise<void> => {
      const found = await personBooked();
      if (!left) setPerson(found);
    };
    void recognise();
    return () => {
      left = true;
    };
  }, []);
  return person;
}

async function personBooked(): Promise<BookedPerson | null> {
  const acting = actingFor();
  if (acting === null) {
    const identity = await whoAmI();
    return typeof identity === 'string' ? null : { name: identity.maskedName, birthDate: identity.birthDate };
  }
  return acting.name === '' ? beneficiaryOf(acting.consentId) : personOf(acting);
}

/** This device has only the id of the consent: the gate knows the name that goes with it. */
async function beneficiaryOf(consentId: string): Promise<BookedPerson | null> {
  const answer = await ask<MyConsents>('/v1/consents');
  const consent = answer.ok ? answer.body.asDelegate.find(({ id }) => id === consentId) : undefined;
  if (consent === undefined) return null;
  const named = { name: consent.otherName, birthDate: consent.otherBirthDate ?? '' };
  actFor({ consentId, ...named });
  showActingFor();
  return personOf(named);
}

function personOf({ name, birthDate }: { readonly name: string; readonly birthDate: string }): BookedPerson {
  return { name, birthDate: isBirthDate(birthDate) ? birthDate : null };
}
