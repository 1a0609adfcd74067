import { expect, test } from '@jest/globals';
import { encodeText } from '../src/smpp/encode-text.ts';

function texts(fields: readonly Readonly<Record<string, unknown>>[], headerBytes: number): string[] {
  return fields.map(({ short_message: bytes }) => {
    if (!Buffer.isBuffer(bytes)) throw new TypeError('no text');
    return Buffer.from(bytes.subarray(headerBytes)).swap16().toString('utf16le');
  });
}

test.each(['payload', 'parts'] as const)('70 characters fit one SMS, 71 do not (%s)', (longText) => {
  expect(encodeText('가'.repeat(70), longText, 1)).toEqual([
    { data_coding: 8, short_message: Buffer.from('ac00'.repeat(70), 'hex') },
  ]);
  expect(encodeText('가'.repeat(71), longText, 1)[0]).not.toHaveProperty(
    'short_message',
    expect.objectContaining({ length: 142 }),
  );
});

test('a long text travels as one payload', () => {
  const [only, ...others] = encodeText('가'.repeat(200), 'payload', 1);
  expect(only).toEqual({ data_coding: 8, message_payload: Buffer.from('ac00'.repeat(200), 'hex') });
  expect(others).toEqual([]);
});

test('parts carry a header, 67 characters each, and together the text', () => {
  const text = Array.from({ length: 150 }, (_, index) => String.fromCharCode(0xac00 + index)).join('');
  const parts = encodeText(text, 'parts', 201);
  expect(texts(parts, 6).map(({ length }) => length)).toEqual([67, 67, 16]);
  expect(texts(parts, 6).join('')).toBe(text);
  const headers = parts.map(({ short_message: bytes }) => Buffer.isBuffer(bytes) && [...bytes.subarray(0, 6)]);
  expect(headers).toEqual([1, 2, 3].map((sequence) => [5, 0, 3, 201, 3, sequence]));
  expect(parts.every(({ esm_class: udh }) => udh === 0x40)).toBe(true);
});

test('a character of two units is never cut in two', () => {
  const text = `${'가'.repeat(66)}😀${'나'.repeat(40)}`;
  expect(texts(encodeText(text, 'parts', 0), 6)).toEqual(['가'.repeat(66), `😀${'나'.repeat(40)}`]);
});

test('a text of more than ten parts is refused', () => {
  expect(() => encodeText('가'.repeat(671), 'parts', 0)).toThrow(RangeError);
});
