import type { Translated } from '@sunbeon/core';

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
const FINAL_RIEUL = 8;

/** The particle after a noun: `로` after a vowel or ㄹ, `으로` after any other consonant, both where it is not Hangul. */
function towards(noun: string): string {
  const syllable = noun.codePointAt(noun.length - 1) ?? 0;
  if (syllable < FIRST_SYLLABLE || syllable > LAST_SYLLABLE) return '(으)로';
  const final = (syllable - FIRST_SYLLABLE) % FINALS;
  return final === 0 || final === FINAL_RIEUL ? '로' : '으로';
}

const ko = {
  name: '순번',
  windows: '예약 일정',
  me: '내 예약',
  otherLanguage: 'English',
  koreaTime: '시각은 모두 한국 시각입니다.',
  verifyWith: (provider: string) => `${provider}${towards(provider)} 계속하기`,
  lights: { green: '원활', amber: '느림', red: '응답 없음' },
  notVerified: '본인 확인을 마치지 못했습니다. 다시 시도하십시오.',
};

type PageWords = typeof ko;

const en: PageWords = {
  name: 'Sunbeon',
  windows: 'Windows',
  me: 'My bookings',
  otherLanguage: '한국어',
  koreaTime: 'All times are Korean time.',
  verifyWith: (provider) => `Continue with ${provider}`,
  lights: { green: 'working well', amber: 'slow', red: 'not answering' },
  notVerified: 'The verification was not completed. Please try again.',
};

/** Words that stand on more than one page. */
export const pageWords: Translated<PageWords> = { ko, en };
