import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { PIECE_BYTES } from '@sunbeon/core';
import { digestOf } from '../src/data/file-digest.ts';

test.each([1, 1_000, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES + 77])(
  'the digest of %i bytes is their SHA-256',
  async (size) => {
    const bytes = randomBytes(size);
    const shares: number[] = [];
    const digest = await digestOf(new Blob([new Uint8Array(bytes)]), (share) => shares.push(share) > 0);
    expect(digest).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(shares).toHaveLength(Math.ceil(size / PIECE_BYTES));
  },
);

test('whoever pauses is not told a digest, and may begin again', async () => {
  const file = new Blob([new Uint8Array(2 * PIECE_BYTES)]);
  expect(await digestOf(file, (share) => share === 0)).toBeNull();
  expect(await digestOf(file, () => true)).toBe(
    createHash('sha256')
      .update(new Uint8Array(2 * PIECE_BYTES))
      .digest('hex'),
  );
});
