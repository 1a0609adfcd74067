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
  return parse(await bytesOf(req));
}

/** The whole body; what goes beyond the limit is let pass unread, for there is an answer to be given on the connection. */
function bytesOf(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    req.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(new Problem('body-too-large'));
    });
    req.once('end', () => resolve(Buffer.concat(chunks)));
    req.once('error', reject);
  });
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
