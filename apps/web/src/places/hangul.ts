/* Hangul as it comes while somebody types: whole syllables, half of one, initial letters alone, letters of any code block. */

/** A closing consonant as the leading ones it is written with, from U+11A8 on; `ㄳ` is typed for `ㄱㅅ`. */
const CLOSING = 'ㄱ,ㄲ,ㄱㅅ,ㄴ,ㄴㅈ,ㄴㅎ,ㄷ,ㄹ,ㄹㄱ,ㄹㅁ,ㄹㅂ,ㄹㅅ,ㄹㅌ,ㄹㅍ,ㄹㅎ,ㅁ,ㅂ,ㅂㅅ,ㅅ,ㅆ,ㅇ,ㅈ,ㅊ,ㅋ,ㅌ,ㅍ,ㅎ'
  .normalize('NFKD')
  .split(',');
const FIRST_CLOSING = 0x11a8;
const CLOSING_LETTER = /[\u11a8-\u11c2]/g;
/** `ㅄ` alone is taken for a letter that no syllable begins with any more. */
const OLD_LEADING = '\u1121';
const LETTERS = /[^\u1100-\u1112\u1161-\u1175]/g;

/** The letters of a text one by one, all consonants as they are written at the head of a syllable; what is no Hangul is left out. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(OLD_LEADING, '\u1107\u1109')
    .replaceAll(CLOSING_LETTER, (letter) => CLOSING[letter.charCodeAt(0) - FIRST_CLOSING] ?? '')
    .replaceAll(LETTERS, '');
}

/** Whether any of the text is Hangul, in whichever form. */
export function hasHangul(text: string): boolean {
  return lettersOf(text) !== '';
}

/** A name taken apart: the letters of each of its syllables. */
export type Syllables = readonly string[];

export function syllablesOf(name: string): Syllables {
  return Array.from(name.normalize('NFC'), lettersOf);
}

/**
 * Whether typed letters stand for a run of a name's syllables, each given by its initial, by its first letters or as a
 * whole: `ㅈㄹㄱ`, `종ㄹ`, `조로`, `종로` all stand for `종로구`.
 * @param atStart only a run that begins with the first syllable counts
 */
export function standsFor(letters: string, name: Syllables, atStart = false): boolean {
  if (letters === '') return false;
  const last = atStart ? 0 : name.length - 1;
  for (let start = 0; start <= last; start += 1) if (matchesFrom(letters, 0, name, start)) return true;
  return false;
}

function matchesFrom(letters: string, from: number, name: Syllables, at: number): boolean {
  if (from === letters.length) return true;
  const syllable = name[at];
  if (syllable === undefined) return false;
  // A syllable is given by its initial, the vowel with it, or with its closing letters one after the other.
  for (let length = 1; length <= syllable.length && letters[from + length - 1] === syllable[length - 1]; length += 1) {
    if (matchesFrom(letters, from + length, name, at + 1)) return true;
  }
  return false;
}
