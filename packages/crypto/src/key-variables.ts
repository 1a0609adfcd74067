import { z } from 'zod';
import { Keyring, KeyringError, parseSecret } from './keyring.ts';

/** An environment variable that holds a {@link Keyring}. */
export const keyringVariable = z.string().transform((text, context) => readOr(context, () => Keyring.parse(text)));

/** An environment variable that holds one 32-byte secret in base64url. */
export const secretVariable = z.string().transform((text, context) => readOr(context, () => parseSecret(text)));

function readOr<Value>(context: z.RefinementCtx, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof KeyringError)) throw error;
    context.addIssue(error.message);
    return z.NEVER;
  }
}
