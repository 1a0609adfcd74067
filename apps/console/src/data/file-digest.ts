import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PIECE_BYTES } from '@sunbeon/core';

/** Files that were looked at on this page: a preview and the import after it are of the same one. */
const known = new WeakMap<Blob, string>();

/**
 * The SHA-256 of a file, hex, read piece by piece: browsers themselves digest only what is in memory as a whole.
 * @param onShare told how much has been read, 0 to 1; answers whether to go on
 * @returns `null` when it was told not to go on
 */
export async function digestOf(file: Blob, onShare: (share: number) => boolean): Promise<string | null> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const hash = sha256.create();
  for (let offset = 0; offset < file.size; offset += PIECE_BYTES) {
    if (!onShare(offset / file.size)) return null;
    hash.update(await bytesOf(file, offset));
  }
  const digest = bytesToHex(hash.digest());
  known.set(file, digest);
  return digest;
}

/** A piece of a file. */
export async function bytesOf(file: Blob, offset: number): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(offset, offset + PIECE_BYTES).arrayBuffer());
}
