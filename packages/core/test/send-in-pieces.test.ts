import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type ImportStanding, type PieceWay, sendInPieces } from '../src/index.ts';

type Mishap = 'none' | 'lost before' | 'lost after' | 'refused';

class Away extends Error {}
class Elsewhere extends Error {}

/** A server that takes pieces up to the end of a line, and a network on which things go wrong as `mishaps` say. */
function aServer(file: Buffer, mishaps: readonly Mishap[], pieceBytes: number) {
  const taken: Buffer[] = [];
  const left = [...mishaps];
  const standing = (): ImportStanding => {
    const offset = taken.reduce((sum, { length }) => sum + length, 0);
    return { id: 'i', offset, state: offset === file.length ? 'done' : 'running' };
  };
  const through = async (serve: () => ImportStanding): Promise<ImportStanding> => {
    const mishap = left.shift() ?? 'none';
    if (mishap === 'lost before') throw new Away();
    const answer = serve();
    if (mishap === 'lost after') throw new Away();
    return answer;
  };
  const way: PieceWay<ImportStanding> = {
    start: () => through(standing),
    find: () => through(standing),
    read: async (offset) => new Uint8Array(file.subarray(offset, offset + pieceBytes)),
    send: (_id, offset, piece) =>
      through(() => {
        if (offset !== standing().offset) throw new Elsewhere();
        const bytes = Buffer.from(piece);
        const isLast = offset + bytes.length === file.length;
        taken.push(bytes.subarray(0, isLast ? bytes.length : bytes.lastIndexOf(0x0a) + 1));
        return standing();
      }),
    meaning: (error) => (error instanceof Away ? 'passing' : error instanceof Elsewhere ? 'elsewhere' : 'final'),
    wait: async () => null,
  };
  return { way, taken };
}

test('whatever is lost on the way, every line arrives once and in order', async () => {
  const lines = fc.array(fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 }), { minLength: 1, maxLength: 30 });
  const mishaps = fc.array(fc.constantFrom<Mishap>('none', 'lost before', 'lost after'), { maxLength: 14 });
  await fc.assert(
    fc.asyncProperty(lines, mishaps, fc.integer({ min: 8, max: 60 }), async (text, wrong, pieceBytes) => {
      const file = Buffer.from(text.join('\n') || '\n');
      const { way, taken } = aServer(file, wrong, pieceBytes);
      const seen: number[] = [];
      for await (const { offset } of sendInPieces(way)) seen.push(offset);
      expect(Buffer.concat(taken).toString()).toBe(file.toString());
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    }),
    { numRuns: 300 },
  );
});

test('whoever stops asking pauses, and goes on from there', async () => {
  const file = Buffer.from('one\ntwo\nthree\nfour');
  const { way, taken } = aServer(file, [], 8);
  for await (const { offset } of sendInPieces(way)) if (offset > 0) break;
  expect(taken).toHaveLength(1);
  for await (const _ of sendInPieces(way));
  expect(Buffer.concat(taken).toString()).toBe(file.toString());
});

test('what cannot be helped is told: a refusal at once, a server that is away after a while', async () => {
  const { way } = aServer(Buffer.from('one\ntwo'), [], 8);
  const read = async (send: PieceWay<ImportStanding>['send']) => {
    for await (const _ of sendInPieces({ ...way, send }));
  };
  await expect(read(() => Promise.reject(new TypeError('wrong')))).rejects.toThrow(TypeError);
  await expect(read(() => Promise.reject(new Elsewhere()))).rejects.toThrow(Elsewhere);
  await expect(read(() => Promise.reject(new Away()))).rejects.toThrow(Away);
});
