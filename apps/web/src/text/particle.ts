const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

/** The particle after a noun: `로` after a vowel or ㄹ, `으로` after any other consonant, both where it is not Hangul. */
export function towards(noun: string): string {
  const syllable = noun.codePointAt(noun.length - 1) ?? 0;
  if (syllable < FIRST_SYLLABLE || syllable > LAST_SYLLABLE) return '(으)로';
  const final = (syllable - FIRST_SYLLABLE) % FINALS;
  return final === 0 || final === FINAL_RIEUL ? '로' : '으로';
}
