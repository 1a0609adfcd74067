import { Problem } from '@sunbeon/core';
import { type Contact, openContact, SealedContactError } from '@sunbeon/crypto';
import type { GateContext } from '../context.ts';

/**
 * Opens the contact that a session or a pass carries for its own person.
 * @throws {Problem} `session-invalid` when the key it was sealed with has been taken off: they verify again, and keep their place
 */
export async function openOwnContact(
  { config }: GateContext,
  { personKey, sealedContact }: { readonly personKey: string; readonly sealedContact: string },
): Promise<Contact> {
  try {
    return await openContact(config.keys.sealing, sealedContact, personKey);
  } catch (error) {
    if (error instanceof SealedContactError) throw new Problem('session-invalid');
    throw error;
  }
}
