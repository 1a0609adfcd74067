/** A roll is cut into so many pieces, by the first byte of the digests: of 3.5 million people each holds about 14,000. */
export const ROLL_PIECES = 256;
const DIGEST_BYTES = 8;
/** Characters of a person key that hold its first 8 bytes. */
const DIGEST_CHARACTERS = 11;
const FIRST_ROOM = 64;

/**
 * Person keys cut to 8 bytes, 28 MB for 3.5 million people: enough to tell who is on a roll, because person keys are keyed
 * hashes already. That a stranger passes for somebody happens once in five million million tries, and Postgres looks again.
 */
function digestOf(personKey: string): Buffer {
  return Buffer.from(personKey.slice(0, DIGEST_CHARACTERS), 'base64url');
}

/** Collects the people of a roll, and gives them as pieces: the digests of each in order, 8 bytes each. */
export class RollDigests {
  readonly #digests = Array.from({ length: ROLL_PIECES }, () => new BigUint64Array(FIRST_ROOM));
  readonly #counts = new Uint32Array(ROLL_PIECES);

  add(personKey: string): void {
    const digest = digestOf(personKey);
    const piece = digest.readUInt8();
    const count = this.#counts[piece] ?? 0;
    let digests = this.#digests[piece] ?? new BigUint64Array(FIRST_ROOM);
    if (count === digests.length) {
      const more = new BigUint64Array(2 * count);
      more.set(digests);
      this.#digests[piece] = more;
      digests = more;
    }
    digests[count] = digest.readBigUInt64BE();
    this.#counts[piece] = count + 1;
  }

  get size(): number {
    return this.#counts.reduce((sum, count) => sum + count, 0);
  }

  /** Piece by piece, so that one at a time need be in memory twice. */
  *pieces(): Generator<Buffer> {
    for (const [piece, digests] of this.#digests.entries()) {
      const sorted = digests.subarray(0, this.#counts[piece]).toSorted();
      const bytes = Buffer.alloc(sorted.length * DIGEST_BYTES);
      for (const [index, digest] of sorted.entries()) bytes.writeBigUInt64BE(digest, index * DIGEST_BYTES);
      yield bytes;
    }
  }
}

/** Whether somebody is in the pieces of a roll. Some 4 µs. */
export function isInPieces(pieces: readonly Buffer[], personKey: string): boolean {
  const digest = digestOf(personKey);
  if (digest.length !== DIGEST_BYTES) return false;
  const piece = pieces[digest.readUInt8()];
  if (piece === undefined) return false;
  const wanted = digest.readBigUInt64BE();
  let [low, high] = [0, piece.length / DIGEST_BYTES];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = piece.readBigUInt64BE(middle * DIGEST_BYTES);
    if (found === wanted) return true;
    if (found < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}
