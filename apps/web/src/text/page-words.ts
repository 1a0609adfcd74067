import type { Translated } from '@sunbeon/core';

const ko = {
  name: '순번',
  windows: '예약 일정',
  me: '내 예약',
  otherLanguage: 'English',
  koreaTime: '시각은 모두 한국 시각입니다.',
  verifyWith: (provider: string) => `본인 확인 · ${provider}`,
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
  verifyWith: (provider) => `Verify who you are · ${provider}`,
  lights: { green: 'working well', amber: 'slow', red: 'not answering' },
  notVerified: 'The verification was not completed. Please try again.',
};

/** Words that stand on more than one page. */
export const pageWords: Translated<PageWords> = { ko, en };
