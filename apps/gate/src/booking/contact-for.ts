import { koreanMobile, Problem } from '@sunbeon/core';
import { blindIndexOf, type Contact, openContact, type Pass, SealedContactError, sealContact } from '@sunbeon/crypto';
import type { GateContext } from '../context.ts';
import { openOwnContact } from '../identity/open-own-contact.ts';

/** Where the messages about a booking go, readable by nobody on the way. */
export interface SealedContact {
  /** Name and phone, sealed for the person. */
  readonly sealedContact: string;
  /** What staff find a caller by; `null` when the contact of the pass cannot be opened here. */
  readonly phoneIndex: string | null;
  /** {@link phoneIndex} of the phone that came with the request; `null` when none did. */
  readonly givenPhoneIndex: string | null;
}

/**
 * The contact of a booking: the verified one of the pass, or the person's own name with the phone they wrote instead.
 * Opening the sealed contact costs about 40 µs. One that does not open (its key was retired) keeps nobody from booking.
 * @throws {Problem} `invalid-request` when what they wrote is no Korean mobile number; `session-invalid` when they wrote
 *   one, and the name that goes with it does not open
 */
export async function contactFor(
  context: GateContext,
  pass: Pass,
  writtenPhone: string | undefined,
): Promise<SealedContact> {
  const { config, logger } = context;
  const { sealing, person } = config.keys;
  const { personKey, sealedContact } = pass;
  if (writtenPhone === undefined) {
    const own = await openContact(sealing, sealedContact, personKey).catch(nullIfSealed);
    if (own === null) logger.warn('the contact of a pass cannot be opened');
    const phoneIndex = own === null ? null : blindIndexOf(person, own.phone);
    return { sealedContact, phoneIndex, givenPhoneIndex: null };
  }
  const phone = koreanMobile(writtenPhone);
  if (phone === null) {
    const errors = [{ field: 'contact.phone', message: 'a Korean mobile number' }];
    throw new Problem('invalid-request', { errors });
  }
  const { name } = await openOwnContact(context, pass);
  const phoneIndex = blindIndexOf(person, phone);
  return {
    sealedContact: await sealContact(sealing, { name, phone }, personKey),
    phoneIndex,
    givenPhoneIndex: phoneIndex,
  };
}

function nullIfSealed(error: unknown): Contact | null {
  if (error instanceof SealedContactError) return null;
  throw error;
}
