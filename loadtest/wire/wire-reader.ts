/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  /** Seconds; `null` without `Retry-After`. */
  readonly retryAfter: number | null;
  /** Text on the heap: buffers beside it, thousands a second, would have the collector look at everything again and again. */
  readonly body: string;
  /** Whether the server ends the connection after it. */
  readonly isLast: boolean;
}

const STATUS_AT = 'HTTP/1.1 '.length;
const END_OF_HEADERS = Buffer.from('\r\n\r\n');
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const RETRY_AFTER = /\r\nretry-after: *(\d+)/i;
const CLOSE = /\r\nconnection: *close/i;
const BODILESS = new Set([204, 304]);

/** Puts the answers of one connection together, whatever pieces they come in; no more than one is under way. */
export class WireReader {
  #pieces: Buffer[] = [];
  #bytes = 0;
  /** Bytes of the answer under way, once its headers are there. */
  #expected = Number.NaN;

  /**
   * The answer that ends with `chunk`, or `null` while more is to come. Of the chunk nothing is kept but copies.
   * @throws {TypeError} when the answer does not say how long it is, or more comes than it said: whose that is nobody knows
   */
  read(chunk: Buffer): WireAnswer | null {
    this.#bytes += chunk.length;
    if (this.#bytes < this.#expected) return this.#keep(chunk);
    const bytes = this.#pieces.length === 0 ? chunk : Buffer.concat([...this.#pieces, chunk], this.#bytes);
    const headersEnd = bytes.indexOf(END_OF_HEADERS);
    if (headersEnd === -1) return this.#keep(chunk);
    const head = bytes.toString('latin1', 0, headersEnd);
    const status = Number(head.slice(STATUS_AT, STATUS_AT + 3));
    const bodyAt = headersEnd + END_OF_HEADERS.length;
    this.#expected = bodyAt + bodyLength(status, head);
    if (bytes.length < this.#expected) return this.#keep(chunk);
    if (bytes.length > this.#expected) throw new TypeError('more came than one answer');
    this.#pieces = [];
    this.#bytes = 0;
    this.#expected = Number.NaN;
    const retryAfter = status < 400 ? null : numberIn(head, RETRY_AFTER);
    return { status, retryAfter, body: bytes.toString('utf8', bodyAt), isLast: CLOSE.test(head) };
  }

  #keep(chunk: Buffer): null {
    this.#pieces.push(Buffer.from(chunk));
    return null;
  }
}

function bodyLength(status: number, head: string): number {
  const length = numberIn(head, LENGTH);
  if (length === null && !BODILESS.has(status)) throw new TypeError('an answer does not say how long it is');
  return length ?? 0;
}

function numberIn(head: string, header: RegExp): number | null {
  const digits = header.exec(head)?.[1];
  return digits === undefined ? null : Number(digits);
}
