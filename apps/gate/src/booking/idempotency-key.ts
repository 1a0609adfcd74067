import { idempotencyKeySchema, Problem } from '@sunbeon/core';
import type { WithHeaders } from '@sunbeon/service-kit';

const ESCAPED = /\\(["\\])/g;

/**
 * The key of a request: a string in quotes as draft-ietf-httpapi-idempotency-key-header has it (RFC 9651, section 3.3.3),
 * or the same text bare, as most clients send it.
 * @throws {Problem} `idempotency-key-missing`; `invalid-request` when it is no such string, or too long
 */
export function idempotencyKeyOf({ headers }: WithHeaders): string {
  const header = headers['idempotency-key'];
  if (header === undefined) throw new Problem('idempotency-key-missing');
  const read = idempotencyKeySchema.safeParse(String(header).trim());
  if (!read.success) {
    const message = '1–64 visible ASCII characters, in double quotes or bare';
    throw new Problem('invalid-request', { errors: [{ field: 'Idempotency-Key', message }] });
  }
  return read.data.startsWith('"') ? read.data.slice(1, -1).replaceAll(ESCAPED, '$1') : read.data;
}
