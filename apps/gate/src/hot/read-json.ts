import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { Problem } from '@sunbeon/core';

/** Largest body, in bytes. */
const MAX_BODY_BYTES = 16_384;

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** Whether the headers announce a body. */
export function hasBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/**
 * Reads a JSON object or list of at most {@link MAX_BODY_BYTES}. Anything but JSON in UTF-8 is refused, so that no form
 * of another site carries one, and so is a compressed body, so that none unfolds into more. Rejects with
 * `unsupported-media-type`, `body-too-large` or `invalid-json`.
 */
export async function readJson(req: IncomingMessage): Promise<unknown> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = req.headers;
  if (!JSON_TYPE.test(type) || encoding !== 'identity') throw new Problem('unsupported-media-type');
  if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) throw new Problem('body-too-large');
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving this loop must not end the connection: there is an answer to be given on it.
  for await (const chunk of req.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) continue;
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) break;
    chunks.push(chunk);
  }
  if (bytes > MAX_BODY_BYTES) {
    req.resume();
    throw new Problem('body-too-large');
  }
  return parse(Buffer.concat(chunks));
}

function parse(bytes: Buffer): unknown {
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new Problem('invalid-json');
}
