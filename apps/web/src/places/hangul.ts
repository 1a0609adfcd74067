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

/**
 * Whether typed letters stand for a run of the name's syllables, each given by its initial, by its first letters or as a
 * whole: `ㅈㄹㄱ`, `종ㄹ`, `조로`, `종로` all stand for `종로구`.
 * @param atStart only a run that begins with the first syllable counts
 */
export function standsFor(letters: string, name: string, atStart = false): boolean {
  if (letters === '') return false;
  const syllables = Array.from(name.normalize('NFC'), lettersOf);
  const starts = atStart ? [0] : syllables.keys();
  for (const start of starts) if (matchesFrom(letters, syllables, start)) return true;
  return false;
}

function matchesFrom(letters: string, syllables: readonly string[], at: number): boolean {
  if (letters === '') return true;
  const syllable = syllables[at];
  if (syllable === undefined) return false;
  // A syllable is given by its initial, the vowel with it, or with its closing letters one after the other.
  for (let length = 1; length <= syllable.length && letters[length - 1] === syllable[length - 1]; length += 1) {
    if (matchesFrom(letters.slice(length), syllables, at + 1)) return true;
  }
  return false;
}
