/** A secret as it might stand somewhere: how it is spelled, and the bytes to look for. */
export interface Spelling {
  readonly how: string;
  readonly bytes: Buffer;
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const percent = (bytes: Buffer) => [...bytes].map((byte) => `%${hex2(byte)}`).join('');
const hex2 = (byte: number) => byte.toString(16).padStart(2, '0');
const hex4 = (unit: number) => unit.toString(16).padStart(4, '0');
const units = (text: string) => Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));

/** The ways a library, a log or a database may write bytes down. */
function written(how: string, bytes: Buffer): Spelling[] {
  const hex = bytes.toString('hex');
  const escaped = [...bytes].map((byte) => `\\x${hex2(byte)}`).join('');
  const texts: readonly (readonly [string, string])[] = [
    ['hex', hex],
    ['HEX', hex.toUpperCase()],
    ['percent', percent(bytes)],
    ['PERCENT', percent(bytes).toUpperCase()],
    ['percent of percent', percent(bytes).toUpperCase().replaceAll('%', '%25')],
    ['escaped bytes', escaped],
    ...[0, 1, 2].flatMap((offset) => base64At(bytes, offset)),
  ];
  return [{ how, bytes }, ...texts.map(([as, text]) => ({ how: `${how} as ${as}`, bytes: Buffer.from(text) }))];
}

/** What stands in base64 wherever the bytes begin `offset` behind a group of three, without the characters others share. */
function base64At(bytes: Buffer, offset: number): (readonly [string, string])[] {
  const first = offset === 0 ? 0 : offset + 1;
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  const around = Buffer.concat([Buffer.alloc(offset), bytes, Buffer.alloc(3)]);
  return (['base64', 'base64url'] as const).map((alphabet) => [
    `${alphabet} at ${offset}`,
    around.toString(alphabet).slice(first, last),
  ]);
}

/** Every spelling of a text of letters: composed and decomposed, in three encodings, escaped as programs escape. */
export function spellingsOfName(name: string): Spelling[] {
  const composed = name.normalize('NFC');
  const forms = [
    ['NFC', composed],
    ['NFD', name.normalize('NFD')],
  ] as const;
  const escapes = [
    [
      'JSON escapes',
      units(composed)
        .map((unit) => `\\u${hex4(unit)}`)
        .join(''),
    ],
    [
      'HTML entities',
      units(composed)
        .map((unit) => `&#${unit};`)
        .join(''),
    ],
    [
      'HTML hex entities',
      units(composed)
        .map((unit) => `&#x${hex4(unit)};`)
        .join(''),
    ],
  ] as const;
  return [
    ...forms.flatMap(([form, text]) => [
      ...written(`${form} UTF-8`, Buffer.from(text)),
      ...written(`${form} UCS-2 big-endian`, utf16be(text)),
      ...written(`${form} UCS-2 little-endian`, Buffer.from(text, 'utf16le')),
    ]),
    ...escapes.map(([how, text]) => ({ how, bytes: Buffer.from(text) })),
  ];
}

/** Every spelling of a Korean mobile number (`+8210…`): as people, programs and carriers write it. */
export function spellingsOfPhone(e164: string): Spelling[] {
  const subscriber = e164.slice(5);
  const [middle, end] = [subscriber.slice(0, 4), subscriber.slice(4)];
  const spelled = [
    subscriber,
    ...['-', ' ', '.', '–'].map((between) => `${middle}${between}${end}`),
    subscriber.replaceAll(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    Array.from(subscriber).toReversed().join(''),
  ];
  return spelled.flatMap((text) => [
    ...written(`digits ${text} UTF-8`, Buffer.from(text)),
    ...written(`digits ${text} UCS-2`, utf16be(text)),
  ]);
}
